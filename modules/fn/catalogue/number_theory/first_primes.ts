/** First primes. */
export default function firstPrimes(n: number): number[] {
  const out: number[] = [];
  for (let k = 2; out.length < n; k++) {
    let prime = true;
    for (let i = 0; prime && i < out.length && out[i]! * out[i]! <= k; i++) prime = k % out[i]! !== 0;
    if (prime) out.push(k);
  }
  return out;
}
