/** Minutes to hours. */
export default function minutesToHours(quantity: number): number {
  return quantity / 60;
}
