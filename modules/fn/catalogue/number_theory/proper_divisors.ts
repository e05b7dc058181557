/** Proper divisors, in ascending order. */
export default function properDivisors(n: number): number[] {
  const out: number[] = [];
  for (let divisor = 1; divisor <= n / 2; divisor += 1) {
    if (n % divisor === 0) out.push(divisor);
  }
  return out;
}
