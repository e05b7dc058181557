/** Fibonacci number. */
export default function fibonacci(n: number): number | bigint {
  let a = 0n;
  let b = 1n;
  for (let i = 0; i < n; i++) [a, b] = [b, a + b];
  const exact = Number(a);
  return Number.isFinite(exact) && BigInt(exact) === a ? exact : a;
}
