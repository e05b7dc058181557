/** Overlapping intervals merged, in order of their starts. */
export default function mergeIntervals(intervals: number[][]): number[][] {
  if (intervals.some((interval) => interval.length !== 2 || interval[0]! > interval[1]!)) {
    throw new RangeError('an interval is a start and an end that is not before it');
  }
  const merged: number[][] = [];
  for (const [start, end] of [...intervals].sort((a, b) => a[0]! - b[0]!)) {
    const last = merged.at(-1);
    if (last !== undefined && start! <= last[1]!) last[1] = Math.max(last[1]!, end!);
    else merged.push([start!, end!]);
  }
  return merged;
}
