/** Z-scores. */
export default function zScores(numbers: number[], sample: boolean): number[] {
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const squares = numbers.reduce((a, b) => a + (b - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (sample ? numbers.length - 1 : numbers.length));
  return numbers.map((value) => (value === mean ? 0 : (value - mean) / deviation));
}
