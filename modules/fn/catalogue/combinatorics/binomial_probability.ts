/** n over k times p^k (1 − p)^(n − k). */
export default function binomialProbability(n: number, k: number, p: number): number {
  if (k > n) return 0;
  let value = 1;
  const fewer = Math.min(k, n - k);
  let [hits, misses] = [k, n - k];
  for (let i = 0; i < fewer; i += 1) {
    value *= (n - i) / (i + 1);
    // Shrinking along the way keeps the product within a double's range.
    while (value > 1 && hits + misses > 0) {
      value *= hits > 0 ? p : 1 - p;
      if (hits > 0) hits -= 1;
      else misses -= 1;
    }
  }
  return value * p ** hits * (1 - p) ** misses;
}
