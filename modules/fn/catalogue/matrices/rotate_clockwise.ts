/** Matrix turned by 90 degrees clockwise. */
export default function rotateClockwise(matrix: unknown[][]): unknown[][] {
  const [, width] = size(matrix);
  return Array.from({ length: width }, (_, x) => matrix.map((row) => row[x]).reverse());
}

/** Rows and columns, all rows alike. */
function size(matrix: unknown[][]): [number, number] {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width)) {
    throw new RangeError('the rows are of unlike length');
  }
  return [matrix.length, width];
}
