/** Smallest number of a matrix. */
export default function smallest(matrix: number[][]): number {
  const numbers = matrix.flat();
  if (numbers.length === 0) throw new RangeError('the matrix is empty');
  return Math.min(...numbers);
}
