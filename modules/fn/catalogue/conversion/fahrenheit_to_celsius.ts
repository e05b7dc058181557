/** Fahrenheit to Celsius. */
export default function fahrenheitToCelsius(quantity: number): number {
  return ((quantity - 32) * 5) / 9;
}
