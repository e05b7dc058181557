/** Check for an abundant number. */
export default function isAbundant(n: number): boolean {
  let sum = n > 1 ? 1 : 0;
  for (let divisor = 2; divisor * divisor <= n; divisor += 1) {
    if (n % divisor !== 0) continue;
    sum += divisor;
    if (divisor * divisor !== n) sum += n / divisor;
  }
  return sum > n;
}
