/** Count the numbers greater than a limit. */
export default function countGreaterThan(numbers: number[], limit: number): number {
  return numbers.filter((value) => value > limit).length;
}
