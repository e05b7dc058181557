/** Keep the odd numbers. */
export default function filterOdd(numbers: number[]): number[] {
  return numbers.filter((value) => Math.abs(value % 2) === 1);
}
