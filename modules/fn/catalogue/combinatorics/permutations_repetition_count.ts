/** n to the power of k: ordered selections where each item may come again. */
export default function permutationsRepetitionCount(n: number, k: number): bigint {
  return BigInt(n) ** BigInt(k);
}
