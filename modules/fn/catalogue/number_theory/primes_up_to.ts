/** Primes up to a limit. */
export default function primesUpTo(n: number): number[] {
  const out: number[] = [];
  for (let k = 2; k <= n; k++) {
    let prime = true;
    for (let i = 0; prime && i < out.length && out[i]! * out[i]! <= k; i++) prime = k % out[i]! !== 0;
    if (prime) out.push(k);
  }
  return out;
}
