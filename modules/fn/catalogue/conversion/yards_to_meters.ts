/** Yards to meters. */
export default function yardsToMeters(quantity: number): number {
  return quantity * 0.9144;
}
