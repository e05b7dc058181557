/** Check for any positive number. */
export default function anyPositive(numbers: number[]): boolean {
  return numbers.some((value) => value > 0);
}
