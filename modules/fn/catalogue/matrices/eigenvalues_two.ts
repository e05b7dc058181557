/** The roots of the characteristic polynomial, in the order that is said. */
export default function eigenvaluesTwo(matrix: number[][], order: string): number[] {
  if (matrix.length !== 2 || matrix.some((row) => row.length !== 2)) {
    throw new RangeError('the matrix is not 2 by 2');
  }
  const [[a, b], [c, d]] = matrix as [[number, number], [number, number]];
  const spread = ((a - d) / 2) ** 2 + b * c;
  if (spread < 0) throw new RangeError('the eigenvalues are not real');
  const [middle, half] = [(a + d) / 2, Math.sqrt(spread)];
  if (order === 'unsaid' && half > 0) throw new RangeError('say which eigenvalue comes first');
  return order === 'descending' ? [middle + half, middle - half] : [middle - half, middle + half];
}
