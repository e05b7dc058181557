/** Variance. */
export default function variance(numbers: number[], sample: boolean = false): number {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return squares / (sample ? numbers.length - 1 : numbers.length);
}
