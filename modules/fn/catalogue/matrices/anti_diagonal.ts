/** Anti-diagonal of a square matrix. */
export default function antiDiagonal(matrix: unknown[][]): unknown[] {
  const count = squareSize(matrix);
  return matrix.map((row, y) => row[count - 1 - y]);
}

/** Rows and columns, all rows alike. */
function size(matrix: unknown[][]): [number, number] {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width)) {
    throw new RangeError('the rows are of unlike length');
  }
  return [matrix.length, width];
}

function squareSize(matrix: unknown[][]): number {
  const [height, width] = size(matrix);
  if (height !== width) throw new RangeError('the matrix is not square');
  return height;
}
