/** Multiply every number. */
export default function multiplyEach(numbers: number[], factor: number): number[] {
  return numbers.map((value) => value * factor);
}
