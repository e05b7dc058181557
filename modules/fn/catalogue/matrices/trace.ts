/** Trace of a square matrix. */
export default function trace(matrix: number[][]): number {
  squareSize(matrix);
  return matrix.reduce((sum, row, i) => sum + row[i]!, 0);
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
