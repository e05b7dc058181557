/** Minutes to seconds. */
export default function minutesToSeconds(quantity: number): number {
  return quantity * 60;
}
