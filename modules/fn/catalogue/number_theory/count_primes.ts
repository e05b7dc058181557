/** Count primes up to a limit. */
export default function countPrimes(n: number): number {
  let count = 0;
  for (let k = 2; k <= n; k++) {
    let prime = true;
    for (let i = 2; prime && i * i <= k; i++) prime = k % i !== 0;
    if (prime) count++;
  }
  return count;
}
