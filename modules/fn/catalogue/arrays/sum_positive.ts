/** Sum of the positive numbers. */
export default function sumPositive(numbers: number[]): number {
  return numbers.filter((value) => value > 0).reduce((sum, value) => sum + value, 0);
}
