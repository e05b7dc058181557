/** In one row, column or diagonal. */
export default function queensAttack(a: any, b: any): boolean {
  const [[r1, c1], [r2, c2]] = [place(a), place(b)] as [number[], number[]];
  const [down, right] = [Math.abs(r1! - r2!), Math.abs(c1! - c2!)];
  if (down === 0 && right === 0) throw new RangeError('two queens cannot share a square');
  return down === 0 || right === 0 || down === right;
}

/** Row and column of a square. */
function place(square: any): number[] {
  if (typeof square === 'string' && /^[a-h][1-8]$/i.test(square)) {
    return [Number(square[1]), square.toLowerCase().charCodeAt(0) - 96];
  }
  const [row, column] = Array.isArray(square) ? square : [square?.row, square?.col ?? square?.column];
  if (!Number.isInteger(row) || !Number.isInteger(column)) throw new RangeError('a square is such as "e4" or [row, column]');
  return [row, column];
}
