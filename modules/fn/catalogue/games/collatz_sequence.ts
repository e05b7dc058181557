/** Halved where even, else three times and one more; n and 1 included. */
export default function collatzSequence(n: number): number[] {
  const out = [n];
  for (let at = n; at !== 1;) {
    at = at % 2 ? 3 * at + 1 : at / 2;
    out.push(at);
  }
  return out;
}
