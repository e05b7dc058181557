/** Keep the negative numbers. */
export default function filterNegative(numbers: number[]): number[] {
  return numbers.filter((value) => value < 0);
}
