/** Kelvin to Celsius. */
export default function kelvinToCelsius(quantity: number): number {
  return quantity - 273.15;
}
