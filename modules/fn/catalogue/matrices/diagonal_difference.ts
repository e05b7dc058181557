/** How far apart the sums of the two diagonals are. */
export default function diagonalDifference(matrix: number[][]): number {
  const last = squareSize(matrix) - 1;
  return Math.abs(matrix.reduce((sum, row, y) => sum + row[y]! - row[last - y]!, 0));
}

function squareSize(matrix: unknown[][]): number {
  if (matrix.some((row) => row.length !== matrix.length)) {
    throw new RangeError('the matrix is not square');
  }
  return matrix.length;
}
