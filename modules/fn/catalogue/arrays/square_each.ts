/** Square every number. */
export default function squareEach(numbers: number[]): number[] {
  return numbers.map((value) => value * value);
}
