/** Keep the numbers less than a limit. */
export default function filterLessThan(numbers: number[], limit: number): number[] {
  return numbers.filter((value) => value < limit);
}
