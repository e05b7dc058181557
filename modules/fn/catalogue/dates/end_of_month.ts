/** Last day of the month. */
export default function endOfMonth(date: string): string {
  return new Date(Date.UTC(+date.slice(0, 4), +date.slice(5, 7), 0)).toISOString().slice(0, 10);
}
