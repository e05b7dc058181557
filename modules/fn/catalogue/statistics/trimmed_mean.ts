/** Average without the smallest and the largest value. */
export default function trimmedMean(numbers: number[]): number {
  if (numbers.length < 3) throw new RangeError('nothing would be left of fewer than three values');
  const sum = numbers.reduce((total, value) => total + value, 0);
  return (sum - Math.max(...numbers) - Math.min(...numbers)) / (numbers.length - 2);
}
