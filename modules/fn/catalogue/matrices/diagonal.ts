/** Main diagonal of a matrix. */
export default function diagonal(matrix: unknown[][]): unknown[] {
  const [, width] = size(matrix);
  return matrix.slice(0, width).map((row, i) => row[i]);
}

/** Rows and columns, all rows alike. */
function size(matrix: unknown[][]): [number, number] {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width)) {
    throw new RangeError('the rows are of unlike length');
  }
  return [matrix.length, width];
}
