/** The nth Catalan number, counted from 0: 1, 1, 2, 5, 14. */
export default function catalan(n: number): bigint {
  let value = 1n;
  for (let i = 0n; i < BigInt(n); i += 1n) value = (value * 2n * (2n * i + 1n)) / (i + 2n);
  return value;
}
