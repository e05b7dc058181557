/** Number of rows, then number of columns. */
export default function dimensions(matrix: unknown[][]): number[] {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width)) throw new RangeError('the rows are of unlike length');
  return [matrix.length, width];
}
