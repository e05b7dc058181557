/** Root mean square. */
export default function rootMeanSquare(numbers: number[]): number {
  return Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0) / numbers.length);
}
