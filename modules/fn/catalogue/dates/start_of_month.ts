/** First day of the month. */
export default function startOfMonth(date: string): string {
  return `${date.slice(0, 8)}01`;
}
