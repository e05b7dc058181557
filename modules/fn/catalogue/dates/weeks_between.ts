/** Whole weeks between two dates. */
export default function weeksBetween(start: string, end: string): number {
  return Math.floor(Math.abs(Date.UTC(+end.slice(0, 4), +end.slice(5, 7) - 1, +end.slice(8, 10)) - Date.UTC(+start.slice(0, 4), +start.slice(5, 7) - 1, +start.slice(8, 10))) / (7 * 86_400_000));
}
