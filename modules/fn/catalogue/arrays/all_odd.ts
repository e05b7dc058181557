/** Check that all numbers are odd. */
export default function allOdd(numbers: number[]): boolean {
  return numbers.every((value) => Math.abs(value % 2) === 1);
}
