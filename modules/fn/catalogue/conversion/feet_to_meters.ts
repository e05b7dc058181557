/** Feet to meters. */
export default function feetToMeters(quantity: number): number {
  return quantity * 0.3048;
}
