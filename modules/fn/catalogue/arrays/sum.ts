/** Sum of numbers. */
export default function sum(numbers: number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0);
}
