/** Largest number of a matrix. */
export default function largest(matrix: number[][]): number {
  const numbers = matrix.flat();
  if (numbers.length === 0) throw new RangeError('the matrix is empty');
  return Math.max(...numbers);
}
