/** Multiply two matrices. */
export default function matrixMultiply(a: number[][], b: number[][]): number[][] {
  const width = b[0]?.length ?? 0;
  if (b.some((row) => row.length !== width)) throw new RangeError('the rows of b differ in length');
  if (a.some((row) => row.length !== b.length)) {
    throw new RangeError(`every row of a needs ${b.length} values, one for each row of b`);
  }
  return a.map((row) => Array.from({ length: width }, (_, column) =>
    row.reduce((sum, value, k) => sum + value * b[k]![column]!, 0)));
}
