/** Sum of the negative numbers. */
export default function sumNegative(numbers: number[]): number {
  return numbers.filter((value) => value < 0).reduce((sum, value) => sum + value, 0);
}
