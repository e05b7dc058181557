/** Solution of a linear system. */
export default function solve(matrix: number[][], vector: number[]): number[] {
  const count = squareSize(matrix);
  if (vector.length !== count) throw new RangeError('each row needs one constant');
  const rows = matrix.map((row, y) => [...row, vector[y]!]);
  if (count > 0 && reduce(rows, count) === 0) throw new RangeError('no single solution exists');
  const answer = new Array<number>(count).fill(0);
  for (let y = count - 1; y >= 0; y -= 1) {
    const known = answer.reduce((sum, value, x) => (x > y ? sum + rows[y]![x]! * value : sum), 0);
    answer[y] = (rows[y]![count]! - known) / rows[y]![y]!;
  }
  return answer;
}

/** Reduces the rows by Gauss with the largest pivots; the sign of the swaps, 0 where singular. */
function reduce(rows: number[][], count: number): number {
  let sign = 1;
  for (let column = 0; column < count; column += 1) {
    let pivot = column;
    for (let y = column + 1; y < count; y += 1) {
      if (Math.abs(rows[y]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = y;
    }
    const scale = Math.max(...rows[pivot]!.slice(0, count).map(Math.abs), 1);
    if (Math.abs(rows[pivot]![column]!) <= 1e-13 * scale) return 0;
    if (pivot !== column) {
      [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
      sign = -sign;
    }
    for (let y = column + 1; y < count; y += 1) {
      const factor = rows[y]![column]! / rows[column]![column]!;
      for (let x = column; x < rows[y]!.length; x += 1) {
        rows[y]![x] = rows[y]![x]! - factor * rows[column]![x]!;
      }
    }
  }
  return sign;
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
