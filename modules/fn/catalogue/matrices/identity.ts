/** Identity matrix. */
export default function identity(n: number): number[][] {
  const rows = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  return rows.map((row, y) => row.map((_, x) => (x === y ? 1 : 0)));
}
