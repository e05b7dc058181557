/** Matrix times a vector. */
export default function multiplyVector(matrix: number[][], vector: number[]): number[] {
  if (matrix.some((row) => row.length !== vector.length)) {
    throw new RangeError('each row must be as long as the vector');
  }
  return matrix.map((row) => row.reduce((sum, value, x) => sum + value * vector[x]!, 0));
}
