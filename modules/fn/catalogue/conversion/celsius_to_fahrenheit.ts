/** Celsius to Fahrenheit. */
export default function celsiusToFahrenheit(quantity: number): number {
  return (quantity * 9) / 5 + 32;
}
