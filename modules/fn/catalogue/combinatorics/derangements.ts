/** Permutations of n elements that leave none in its place. */
export default function derangements(n: number): bigint {
  let value = 1n;
  for (let i = 1n; i <= BigInt(n); i += 1n) value = value * i + (i % 2n === 0n ? 1n : -1n);
  return value;
}
