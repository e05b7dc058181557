/** Weekdays of a period, both ends counted. */
export default function businessDaysInclusive(start: string, end: string): number {
  let count = 0;
  for (let t = Date.UTC(+start.slice(0, 4), +start.slice(5, 7) - 1, +start.slice(8, 10)); t <= Date.UTC(+end.slice(0, 4), +end.slice(5, 7) - 1, +end.slice(8, 10)); t += 86_400_000) {
    const day = new Date(t).getUTCDay();
    if (day !== 0 && day !== 6) count++;
  }
  return count;
}
