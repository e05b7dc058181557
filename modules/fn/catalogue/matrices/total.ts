/** Sum of all numbers of a matrix. */
export default function total(matrix: number[][]): number {
  return matrix.flat().reduce((sum, value) => sum + value, 0);
}
