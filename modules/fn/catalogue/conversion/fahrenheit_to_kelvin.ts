/** Fahrenheit to Kelvin. */
export default function fahrenheitToKelvin(quantity: number): number {
  return ((quantity - 32) * 5) / 9 + 273.15;
}
