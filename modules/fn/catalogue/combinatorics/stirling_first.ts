/** Permutations of n elements with exactly k cycles: unsigned Stirling numbers of the first kind. */
export default function stirlingFirst(n: number, k: number): bigint {
  let row: bigint[] = [1n];
  for (let i = 0; i < n; i += 1) {
    const next: bigint[] = Array.from({ length: row.length + 1 }, () => 0n);
    row.forEach((value, j) => {
      next[j] += value * BigInt(i);
      next[j + 1] += value;
    });
    row = next;
  }
  return row[k] ?? 0n;
}
