/** Centimeters to meters. */
export default function centimetersToMeters(quantity: number): number {
  return quantity / 100;
}
