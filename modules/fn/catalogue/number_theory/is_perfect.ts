/** Check for a perfect number. */
export default function isPerfect(n: number): boolean {
  let sum = n > 1 ? 1 : 0;
  for (let i = 2; i * i <= n; i++) {
    if (n % i === 0) sum += i === n / i ? i : i + n / i;
  }
  return n > 1 && sum === n;
}
