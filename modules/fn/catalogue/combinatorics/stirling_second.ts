/** Ways to partition a set of n elements into k subsets, none empty. */
export default function stirlingSecond(n: number, k: number): bigint {
  let row = [1n, ...new Array<bigint>(k).fill(0n)];
  for (let i = 0; i < n; i += 1) {
    row = row.map((value, j) => (j === 0 ? 0n : BigInt(j) * value + row[j - 1]!));
  }
  return row[k]!;
}
