/** Elements of a matrix in clockwise spiral order. */
export default function spiral(matrix: unknown[][]): unknown[] {
  size(matrix);
  const out: unknown[] = [];
  let rest = matrix;
  while (rest.length > 0) {
    const [top, ...below] = rest;
    out.push(...top!);
    const width = top!.length;
    rest = Array.from({ length: width }, (_, x) => below.map((row) => row[width - 1 - x]));
    if (below.length === 0) break;
  }
  return out;
}

/** Rows and columns, all rows alike. */
function size(matrix: unknown[][]): [number, number] {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width)) {
    throw new RangeError('the rows are of unlike length');
  }
  return [matrix.length, width];
}
