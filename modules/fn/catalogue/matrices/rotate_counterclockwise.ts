/** Matrix turned by 90 degrees counterclockwise. */
export default function rotateCounterclockwise(matrix: unknown[][]): unknown[][] {
  const [, width] = size(matrix);
  return Array.from({ length: width }, (_, x) => matrix.map((row) => row[width - 1 - x]));
}

/** Rows and columns, all rows alike. */
function size(matrix: unknown[][]): [number, number] {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width)) {
    throw new RangeError('the rows are of unlike length');
  }
  return [matrix.length, width];
}
