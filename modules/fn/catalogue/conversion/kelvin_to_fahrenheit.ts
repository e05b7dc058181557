/** Kelvin to Fahrenheit. */
export default function kelvinToFahrenheit(quantity: number): number {
  return ((quantity - 273.15) * 9) / 5 + 32;
}
