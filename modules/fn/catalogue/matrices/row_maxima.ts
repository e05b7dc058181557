/** Largest number of each row of a matrix. */
export default function rowMaxima(matrix: number[][]): number[] {
  const [height, width] = size(matrix);
  if (height === 0 || width === 0) throw new RangeError('the matrix is empty');
  return matrix.map((row) => Math.max(...row));
}

/** Rows and columns, all rows alike. */
function size(matrix: unknown[][]): [number, number] {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width)) {
    throw new RangeError('the rows are of unlike length');
  }
  return [matrix.length, width];
}
