/** Check for a Fibonacci number. */
export default function isFibonacci(n: number): boolean {
  let [a, b] = [0, 1];
  while (a < n) [a, b] = [b, a + b];
  return a === n;
}
