/** Factorial. */
export default function factorial(n: number): number | bigint {
  let product = 1n;
  for (let i = 2n; i <= BigInt(n); i++) product *= i;
  const exact = Number(product);
  return Number.isFinite(exact) && BigInt(exact) === product ? exact : product;
}
