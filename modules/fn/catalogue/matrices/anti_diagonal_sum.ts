/** Sum of the numbers from the top right to the bottom left corner. */
export default function antiDiagonalSum(matrix: number[][]): number {
  const last = squareSize(matrix) - 1;
  return matrix.reduce((sum, row, y) => sum + row[last - y]!, 0);
}

function squareSize(matrix: unknown[][]): number {
  if (matrix.some((row) => row.length !== matrix.length)) {
    throw new RangeError('the matrix is not square');
  }
  return matrix.length;
}
