/** Whether a matrix is symmetric. */
export default function isSymmetric(matrix: number[][]): boolean {
  const [height, width] = size(matrix);
  if (height !== width) return false;
  return matrix.every((row, y) => row.every((value, x) => value === matrix[x]![y]));
}

/** Rows and columns, all rows alike. */
function size(matrix: unknown[][]): [number, number] {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width)) {
    throw new RangeError('the rows are of unlike length');
  }
  return [matrix.length, width];
}
