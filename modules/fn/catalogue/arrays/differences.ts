/** Differences of neighbours. */
export default function differences(numbers: number[]): number[] {
  return numbers.slice(1).map((value, i) => value - numbers[i]!);
}
