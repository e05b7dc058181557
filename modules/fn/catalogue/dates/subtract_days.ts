/** Subtract days from a date. */
export default function subtractDays(date: string, days: number): string {
  return new Date(Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10)) - days * 86_400_000).toISOString().slice(0, 10);
}
