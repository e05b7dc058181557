/** First Fibonacci numbers. */
export default function fibonacciSequence(n: number): number[] {
  const out: number[] = [];
  for (let a = 0, b = 1; out.length < n; [a, b] = [b, a + b]) out.push(a);
  return out;
}
