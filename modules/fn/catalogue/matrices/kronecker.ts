/** Each entry of the first matrix times the whole second one, in its place. */
export default function kronecker(a: number[][], b: number[][]): number[][] {
  for (const matrix of [a, b]) {
    const width = matrix[0]?.length ?? 0;
    if (width === 0) throw new RangeError('a matrix is empty');
    if (matrix.some((row) => row.length !== width)) {
      throw new RangeError('the rows are of unlike length');
    }
  }
  return a.flatMap((row) => b.map((other) => row.flatMap((x) => other.map((y) => x * y))));
}
