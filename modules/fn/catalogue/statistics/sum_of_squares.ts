/** Sum of squares. */
export default function sumOfSquares(numbers: number[]): number {
  return numbers.reduce((sum, value) => sum + value * value, 0);
}
