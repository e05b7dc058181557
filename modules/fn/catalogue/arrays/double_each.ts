/** Double every number. */
export default function doubleEach(numbers: number[]): number[] {
  return numbers.map((value) => value * 2);
}
