/** Find the nth smallest number. */
export default function nthSmallest(numbers: number[], n: number): number | null {
  return [...new Set(numbers)].sort((a, b) => a - b)[n - 1] ?? null;
}
