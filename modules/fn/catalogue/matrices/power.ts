/** Power of a square matrix. */
export default function power(matrix: number[][], exponent: number): number[][] {
  const count = squareSize(matrix);
  let result = matrix.map((row, y) => row.map((_, x) => (x === y ? 1 : 0)));
  const multiply = (a: number[][], b: number[][]) =>
    a.map((row) => Array.from({ length: count }, (_, x) =>
      row.reduce((sum, value, k) => sum + value * b[k]![x]!, 0)));
  let [square, left] = [matrix, exponent];
  while (left > 0) {
    if (left % 2 === 1) result = multiply(result, square);
    left = Math.floor(left / 2);
    if (left > 0) square = multiply(square, square);
  }
  return result;
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
