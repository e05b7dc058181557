/** The nth prime. */
export default function nthPrime(n: number): number {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < n; candidate += 1) {
    let isPrime = true;
    for (const prime of primes) {
      if (prime * prime > candidate) break;
      if (candidate % prime === 0) {
        isPrime = false;
        break;
      }
    }
    if (isPrime) primes.push(candidate);
  }
  return primes[n - 1];
}
