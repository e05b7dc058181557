/** Whether a date lies in a period, first and last day counted. */
export default function isBetween(date: string, start: string, end: string): boolean {
  const [at, from, to] = [date, start, end].map((day) => Date.parse(day));
  return at! >= from! && at! <= to!;
}
