/** Check that all numbers reach a limit. */
export default function allAtLeast(numbers: number[], limit: number): boolean {
  return numbers.every((number) => number >= limit);
}
