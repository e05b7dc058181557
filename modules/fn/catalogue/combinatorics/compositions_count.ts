/** Ways to write n as an ordered sum of positive integers: 2^(n - 1). */
export default function compositionsCount(n: number): bigint {
  return n === 0 ? 1n : 1n << BigInt(n - 1);
}
