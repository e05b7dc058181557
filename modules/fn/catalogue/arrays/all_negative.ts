/** Check that all numbers are negative. */
export default function allNegative(numbers: number[]): boolean {
  return numbers.every((value) => value < 0);
}
