/** Check that all numbers are even. */
export default function allEven(numbers: number[]): boolean {
  return numbers.every((value) => value % 2 === 0);
}
