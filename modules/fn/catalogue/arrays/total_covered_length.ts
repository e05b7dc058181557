/** Total length that intervals cover, overlaps counted once. */
export default function totalCoveredLength(intervals: number[][]): number {
  if (intervals.some((interval) => interval.length !== 2 || interval[0]! > interval[1]!)) {
    throw new RangeError('an interval is a start and an end that is not before it');
  }
  let total = 0;
  let reached = -Infinity;
  for (const [start, end] of [...intervals].sort((a, b) => a[0]! - b[0]!)) {
    total += Math.max(0, end! - Math.max(start!, reached));
    reached = Math.max(reached, end!);
  }
  return total;
}
