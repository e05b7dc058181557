/** Day of the month of a date. */
export default function dayOfMonth(date: string): number {
  return Number(date.slice(8, 10));
}
