/** Running minimum. */
export default function runningMinimum(numbers: number[]): number[] {
  let best = Infinity;
  return numbers.map((value) => (best = Math.min(best, value)));
}
