/** Subtract months from a date. */
export default function subtractMonths(date: string, months: number): string {
  const day = +date.slice(8, 10);
  const first = new Date(Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1 - months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return first.toISOString().slice(0, 10);
}
