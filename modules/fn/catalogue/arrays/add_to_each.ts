/** Add to every number. */
export default function addToEach(numbers: number[], amount: number): number[] {
  return numbers.map((value) => value + amount);
}
