/** Transpose a matrix. */
export default function transpose(matrix: unknown[][]): unknown[][] {
  const width = matrix[0]?.length ?? 0;
  const ragged = matrix.findIndex((row) => row.length !== width);
  if (ragged >= 0) {
    throw new RangeError(`row ${ragged} has ${matrix[ragged]!.length} values, row 0 has ${width}`);
  }
  return Array.from({ length: width }, (_, column) => matrix.map((row) => row[column]));
}
