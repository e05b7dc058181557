/** Subtract weeks from a date. */
export default function subtractWeeks(date: string, weeks: number): string {
  return new Date(Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10)) - weeks * 604_800_000).toISOString().slice(0, 10);
}
