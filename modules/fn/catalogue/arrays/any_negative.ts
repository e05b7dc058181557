/** Check for any negative number. */
export default function anyNegative(numbers: number[]): boolean {
  return numbers.some((value) => value < 0);
}
