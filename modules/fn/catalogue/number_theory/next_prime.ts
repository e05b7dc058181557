/** Next prime. */
export default function nextPrime(n: number): number {
  for (let k = Math.max(2, n + 1); ; k++) {
    let prime = true;
    for (let i = 2; prime && i * i <= k; i++) prime = k % i !== 0;
    if (prime) return k;
  }
}
