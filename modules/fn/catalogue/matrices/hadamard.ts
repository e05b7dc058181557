/** Element-wise product of two matrices. */
export default function hadamard(a: number[][], b: number[][]): number[][] {
  const [height, width] = size(a);
  const other = size(b);
  if (other[0] !== height || other[1] !== width) throw new RangeError('the sizes differ');
  return a.map((row, y) => row.map((value, x) => value * b[y]![x]!));
}

/** Rows and columns, all rows alike. */
function size(matrix: unknown[][]): [number, number] {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width)) {
    throw new RangeError('the rows are of unlike length');
  }
  return [matrix.length, width];
}
