/** Month of a date. */
export default function monthOf(date: string): number {
  return Number(date.slice(5, 7));
}
