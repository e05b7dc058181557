/** Count the odd numbers. */
export default function countOdd(numbers: number[]): number {
  return numbers.filter((value) => Math.abs(value % 2) === 1).length;
}
