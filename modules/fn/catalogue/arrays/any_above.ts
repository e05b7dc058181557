/** Check for any number above a limit. */
export default function anyAbove(numbers: number[], limit: number): boolean {
  return numbers.some((number) => number > limit);
}
