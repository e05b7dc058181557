/** Length of the longest run of equal neighbours. */
export default function longestRun(values: (number | string | boolean)[]): number {
  let best = 0;
  let run = 0;
  values.forEach((value, index) => {
    run = index > 0 && value === values[index - 1] ? run + 1 : 1;
    best = Math.max(best, run);
  });
  return best;
}
