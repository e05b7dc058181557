/** Running maximum. */
export default function runningMaximum(numbers: number[]): number[] {
  let best = -Infinity;
  return numbers.map((value) => (best = Math.max(best, value)));
}
