/** Sum of the even numbers. */
export default function sumEven(numbers: number[]): number {
  return numbers.filter((value) => value % 2 === 0).reduce((sum, value) => sum + value, 0);
}
