/** Check that all numbers are positive. */
export default function allPositive(numbers: number[]): boolean {
  return numbers.every((value) => value > 0);
}
