/** Determinant by Bareiss's elimination: exact for integers as long as no product passes 2^53. */
export default function determinant(matrix: number[][]): number {
  const count = squareSize(matrix);
  const rows = matrix.map((row) => [...row]);
  const whole = rows.every((row) => row.every(Number.isInteger));
  let [sign, previous] = [1, 1];
  for (let k = 0; k < count - 1; k += 1) {
    let pivot = k;
    for (let y = k + 1; y < count; y += 1) {
      if (Math.abs(rows[y]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = y;
    }
    if (rows[pivot]![k] === 0) return 0;
    if (pivot !== k) {
      [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
      sign = -sign;
    }
    for (let y = k + 1; y < count; y += 1) {
      for (let x = k + 1; x < count; x += 1) {
        const cross = rows[y]![x]! * rows[k]![k]! - rows[y]![k]! * rows[k]![x]!;
        rows[y]![x] = whole ? Math.round(cross / previous) : cross / previous;
      }
    }
    previous = rows[k]![k]!;
  }
  const value = count === 0 ? 1 : sign * rows[count - 1]![count - 1]!;
  return value === 0 ? 0 : value;
}

/** Rows and columns, all rows alike. */
function size(matrix: unknown[][]): [number, number] {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width)) {
    throw new RangeError('the rows are of unlike length');
  }
  return [matrix.length, width];
}

function squareSize(matrix: unknown[][]): number {
  const [height, width] = size(matrix);
  if (height !== width) throw new RangeError('the matrix is not square');
  return height;
}
