/** Harmonic mean. */
export default function harmonicMean(numbers: number[]): number {
  return numbers.length / numbers.reduce((sum, value) => sum + 1 / value, 0);
}
