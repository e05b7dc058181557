/** Keep the positive numbers. */
export default function filterPositive(numbers: number[]): number[] {
  return numbers.filter((value) => value > 0);
}
