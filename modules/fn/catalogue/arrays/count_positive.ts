/** Count the positive numbers. */
export default function countPositive(numbers: number[]): number {
  return numbers.filter((value) => value > 0).length;
}
