/** Kilometers to meters. */
export default function kilometersToMeters(quantity: number): number {
  return quantity * 1000;
}
