/** Rank of a matrix. */
export default function rank(matrix: number[][]): number {
  const [height, width] = size(matrix);
  const rows = matrix.map((row) => [...row]);
  const tiny = 1e-12 * Math.max(0, ...rows.flat().map(Math.abs));
  let rank = 0;
  for (let column = 0; column < width && rank < height; column += 1) {
    let pivot = rank;
    for (let y = rank + 1; y < height; y += 1) {
      if (Math.abs(rows[y]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = y;
    }
    if (Math.abs(rows[pivot]![column]!) <= tiny) continue;
    [rows[rank], rows[pivot]] = [rows[pivot]!, rows[rank]!];
    for (let y = rank + 1; y < height; y += 1) {
      const factor = rows[y]![column]! / rows[rank]![column]!;
      rows[y] = rows[y]!.map((value, x) => value - factor * rows[rank]![x]!);
    }
    rank += 1;
  }
  return rank;
}

/** Rows and columns, all rows alike. */
function size(matrix: unknown[][]): [number, number] {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width)) {
    throw new RangeError('the rows are of unlike length');
  }
  return [matrix.length, width];
}
