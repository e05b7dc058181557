/** Matrix mirrored top to bottom. */
export default function flipVertical(matrix: unknown[][]): unknown[][] {
  size(matrix);
  return [...matrix].reverse();
}

/** Rows and columns, all rows alike. */
function size(matrix: unknown[][]): [number, number] {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width)) {
    throw new RangeError('the rows are of unlike length');
  }
  return [matrix.length, width];
}
