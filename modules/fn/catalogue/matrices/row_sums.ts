/** Sum of each row of a matrix. */
export default function rowSums(matrix: number[][]): number[] {
  return matrix.map((row) => row.reduce((sum, value) => sum + value, 0));
}
