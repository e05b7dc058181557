/** Find the nth largest number. */
export default function nthLargest(numbers: number[], n: number): number | null {
  return [...new Set(numbers)].sort((a, b) => b - a)[n - 1] ?? null;
}
