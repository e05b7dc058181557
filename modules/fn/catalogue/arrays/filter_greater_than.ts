/** Keep the numbers greater than a limit. */
export default function filterGreaterThan(numbers: number[], limit: number): number[] {
  return numbers.filter((value) => value > limit);
}
