/** Find the nth smallest number. */
export default function nthSmallest(numbers: number[], n: number): number {
  const distinct = [...new Set(numbers)].sort((a, b) => a - b);
  if (n > distinct.length) throw new RangeError("the list has fewer different numbers");
  return distinct[n - 1];
}
