/** Sum of the odd numbers. */
export default function sumOdd(numbers: number[]): number {
  return numbers.filter((value) => Math.abs(value % 2) === 1).reduce((sum, value) => sum + value, 0);
}
