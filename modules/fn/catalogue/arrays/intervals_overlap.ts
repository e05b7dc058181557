/** Whether any of several intervals overlap. */
export default function intervalsOverlap(intervals: number[][]): boolean {
  if (intervals.some((interval) => interval.length !== 2 || interval[0]! > interval[1]!)) {
    throw new RangeError('an interval is a start and an end that is not before it');
  }
  const sorted = [...intervals].sort((a, b) => a[0]! - b[0]!);
  return sorted.some((interval, index) => index > 0 && interval[0]! < sorted[index - 1]![1]!);
}
