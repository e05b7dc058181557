/** Previous day. */
export default function previousDay(date: string): string {
  return new Date(Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10)) - 86_400_000).toISOString().slice(0, 10);
}
