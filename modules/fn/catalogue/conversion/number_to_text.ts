/** Number to text. */
export default function numberToText(n: number): string {
  return String(n);
}
