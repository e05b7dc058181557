/** The number of ways to partition a set of n elements. */
export default function bell(n: number): bigint {
  let row = [1n];
  for (let i = 0; i < n; i += 1) {
    const next = [row.at(-1)!];
    for (const value of row) next.push(next.at(-1)! + value);
    row = next;
  }
  return row[0]!;
}
