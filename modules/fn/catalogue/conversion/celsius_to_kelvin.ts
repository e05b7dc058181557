/** Celsius to Kelvin. */
export default function celsiusToKelvin(quantity: number): number {
  return quantity + 273.15;
}
