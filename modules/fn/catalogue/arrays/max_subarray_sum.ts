/** Largest sum of a contiguous run. */
export default function maxSubarraySum(numbers: number[]): number {
  let best = numbers[0]!;
  let current = 0;
  for (const value of numbers) {
    current = Math.max(value, current + value);
    best = Math.max(best, current);
  }
  return best;
}
