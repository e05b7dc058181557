/** Whether a matrix is square. */
export default function isSquare(matrix: unknown[][]): boolean {
  const [height, width] = size(matrix);
  return height === width;
}

/** Rows and columns, all rows alike. */
function size(matrix: unknown[][]): [number, number] {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width)) {
    throw new RangeError('the rows are of unlike length');
  }
  return [matrix.length, width];
}
