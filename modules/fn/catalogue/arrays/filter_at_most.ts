/** Keep the numbers at most a limit. */
export default function filterAtMost(numbers: number[], limit: number): number[] {
  return numbers.filter((value) => value <= limit);
}
