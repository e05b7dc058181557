/** Absolute values. */
export default function absoluteEach(numbers: number[]): number[] {
  return numbers.map((value) => Math.abs(value));
}
