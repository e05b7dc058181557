/** Find the nth largest number. */
export default function nthLargest(numbers: number[], n: number): number {
  const distinct = [...new Set(numbers)].sort((a, b) => b - a);
  if (n > distinct.length) throw new RangeError("the list has fewer different numbers");
  return distinct[n - 1];
}
