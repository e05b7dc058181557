/** Coefficient of variation. */
export default function coefficientOfVariation(numbers: number[], sample: boolean = false): number {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  if (mean === 0) throw new RangeError('the mean is zero');
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (sample ? numbers.length - 1 : numbers.length)) / mean;
}
