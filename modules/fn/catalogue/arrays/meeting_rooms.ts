/** Fewest rooms for meetings of given start and end. */
export default function meetingRooms(intervals: number[][]): number {
  if (intervals.some((interval) => interval.length !== 2 || interval[0]! > interval[1]!)) {
    throw new RangeError('an interval is a start and an end that is not before it');
  }
  const changes = intervals.flatMap(([start, end]) => [[start!, 1], [end!, -1]]);
  changes.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
  let now = 0;
  let most = 0;
  for (const [, change] of changes) most = Math.max(most, (now += change!));
  return most;
}
