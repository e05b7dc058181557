/** Least sum of the cells of a way, both corners counted. */
export default function minPathSum(matrix: number[][]): number {
  const width = matrix[0]?.length ?? 0;
  if (width === 0 || matrix.some((row) => row.length !== width)) {
    throw new RangeError('the rows are of unlike length or empty');
  }
  const best = Array<number>(width).fill(Infinity);
  matrix.forEach((row, y) => row.forEach((cost, x) => {
    const before = Math.min(best[x]!, best[x - 1] ?? Infinity);
    best[x] = cost + (x === 0 && y === 0 ? 0 : before);
  }));
  return best[width - 1]!;
}
