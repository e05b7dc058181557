/** Days that two periods share, first and last days counted. */
export default function dateRangesOverlapDays(
  start1: string,
  end1: string,
  start2: string,
  end2: string,
): number {
  const day = (date: string) =>
    Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10)) / 86_400_000;
  if (day(end1) < day(start1) || day(end2) < day(start2)) {
    throw new RangeError('a period ends before it starts');
  }
  const first = Math.max(day(start1), day(start2));
  return Math.max(0, Math.min(day(end1), day(end2)) - first + 1);
}
