/** Count the numbers at most a limit. */
export default function countAtMost(numbers: number[], limit: number): number {
  return numbers.filter((value) => value <= limit).length;
}
