/** Standard error of the mean. */
export default function standardError(numbers: number[]): number {
  if (numbers.length < 2) throw new RangeError('the standard error needs two values');
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (numbers.length - 1) / numbers.length);
}
