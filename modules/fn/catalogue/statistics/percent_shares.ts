/** Percentage of the total that each number is. */
export default function percentShares(numbers: number[]): number[] {
  const total = numbers.reduce((sum, value) => sum + value, 0);
  if (numbers.length > 0 && total === 0) throw new RangeError('the total is zero');
  return numbers.map((value) => (value * 100) / total);
}
