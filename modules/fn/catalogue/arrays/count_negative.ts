/** Count the negative numbers. */
export default function countNegative(numbers: number[]): number {
  return numbers.filter((value) => value < 0).length;
}
