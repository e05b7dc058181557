/** Check for a weekday. */
export default function isWeekday(date: string): boolean {
  const day = new Date(Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10))).getUTCDay();
  return day !== 0 && day !== 6;
}
