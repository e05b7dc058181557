/** Count the numbers at least a limit. */
export default function countAtLeast(numbers: number[], limit: number): number {
  return numbers.filter((value) => value >= limit).length;
}
