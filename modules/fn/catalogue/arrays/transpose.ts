/** Transpose a matrix. */
export default function transpose(matrix: unknown[][]): unknown[][] {
  return (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? null));
}
