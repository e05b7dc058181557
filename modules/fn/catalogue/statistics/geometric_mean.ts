/** Geometric mean. */
export default function geometricMean(numbers: number[]): number {
  return Math.exp(numbers.reduce((sum, value) => sum + Math.log(value), 0) / numbers.length);
}
