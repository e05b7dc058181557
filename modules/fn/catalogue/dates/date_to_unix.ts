/** Date to Unix time. */
export default function dateToUnix(date: string): number {
  return Date.parse(date) / 1000;
}
