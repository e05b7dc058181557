/** Running totals. */
export default function cumulativeSum(numbers: number[]): number[] {
  let total = 0;
  return numbers.map((value) => (total += value));
}
