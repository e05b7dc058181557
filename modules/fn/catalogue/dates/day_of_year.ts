/** Day of the year. */
export default function dayOfYear(date: string): number {
  return (Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10)) - Date.UTC(+date.slice(0, 4), 0, 1)) / 86_400_000 + 1;
}
