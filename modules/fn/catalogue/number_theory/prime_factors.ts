/** Prime factors. */
export default function primeFactors(n: number): number[] {
  const out: number[] = [];
  for (let i = 2; i * i <= n; i++) {
    while (n % i === 0) {
      out.push(i);
      n /= i;
    }
  }
  if (n > 1) out.push(n);
  return out;
}
