/** Keep the numbers at least a limit. */
export default function filterAtLeast(numbers: number[], limit: number): number[] {
  return numbers.filter((value) => value >= limit);
}
