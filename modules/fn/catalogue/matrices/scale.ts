/** Matrix times a number. */
export default function scale(matrix: number[][], factor: number): number[][] {
  size(matrix);
  return matrix.map((row) => row.map((value) => value * factor));
}

/** Rows and columns, all rows alike. */
function size(matrix: unknown[][]): [number, number] {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width)) {
    throw new RangeError('the rows are of unlike length');
  }
  return [matrix.length, width];
}
