/** Check for any odd number. */
export default function anyOdd(numbers: number[]): boolean {
  return numbers.some((value) => Math.abs(value % 2) === 1);
}
