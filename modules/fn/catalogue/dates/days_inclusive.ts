/** Days of a period, first and last day counted. */
export default function daysInclusive(start: string, end: string): number {
  const first = Date.UTC(+start.slice(0, 4), +start.slice(5, 7) - 1, +start.slice(8, 10));
  const last = Date.UTC(+end.slice(0, 4), +end.slice(5, 7) - 1, +end.slice(8, 10));
  if (last < first) throw new RangeError('the period ends before it starts');
  return (last - first) / 86_400_000 + 1;
}
