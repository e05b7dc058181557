/** Count the numbers less than a limit. */
export default function countLessThan(numbers: number[], limit: number): number {
  return numbers.filter((value) => value < limit).length;
}
