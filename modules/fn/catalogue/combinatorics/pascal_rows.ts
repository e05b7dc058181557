/** The first rows of Pascal's triangle. */
export default function pascalRows(rows: number): number[][] {
  const out: number[][] = [];
  for (let y = 0; y < rows; y += 1) {
    const above = out[y - 1] ?? [];
    out.push(Array.from({ length: y + 1 }, (_, x) =>
      x === 0 || x === y ? 1 : above[x - 1]! + above[x]!));
  }
  return out;
}
