/** The full grid, as rows of digits; a puzzle with none or several solutions is refused. */
export default function sudokuSolve(grid: any[]): number[][] {
  const cells = cellsOf(grid);
  const used = { row: Array(9).fill(0), column: Array(9).fill(0), box: Array(9).fill(0) };
  const toggle = (at: number, bit: number): void => {
    used.row[Math.floor(at / 9)] ^= bit;
    used.column[at % 9] ^= bit;
    used.box[boxOf(at)] ^= bit;
  };
  const taken = (at: number): number => used.row[Math.floor(at / 9)] | used.column[at % 9] | used.box[boxOf(at)];
  cells.forEach((digit, at) => {
    if (digit && taken(at) & (1 << digit)) throw new RangeError('the sudoku contradicts itself');
    if (digit) toggle(at, 1 << digit);
  });
  const solutions: number[][] = [];
  const search = (): void => {
    let best = -1;
    let fewest = 10;
    for (let at = 0; at < 81; at += 1) {
      if (cells[at]) continue;
      let free = 0;
      for (let digit = 1, mask = taken(at); digit < 10; digit += 1) if (!(mask & (1 << digit))) free += 1;
      if (free < fewest) [best, fewest] = [at, free];
    }
    if (best < 0) solutions.push([...cells]);
    for (let digit = 1; digit < 10 && best >= 0 && solutions.length < 2; digit += 1) {
      if (taken(best) & (1 << digit)) continue;
      cells[best] = digit;
      toggle(best, 1 << digit);
      search();
      toggle(best, 1 << digit);
      cells[best] = 0;
    }
  };
  search();
  if (solutions.length !== 1) throw new RangeError(solutions.length ? 'there are several solutions' : 'there is no solution');
  return [0, 1, 2, 3, 4, 5, 6, 7, 8].map((row) => solutions[0]!.slice(row * 9, row * 9 + 9));
}

function boxOf(at: number): number {
  return Math.floor(at / 27) * 3 + Math.floor((at % 9) / 3);
}

/** The 81 digits, 0 where a cell is empty. */
function cellsOf(grid: any[]): number[] {
  const cells = grid.flatMap((row) => [...row]).map((cell) => ['', '.', ' ', '_', null, 0, '0'].includes(cell) ? 0 : Number(cell));
  if (grid.length !== 9 || cells.length !== 81 || cells.some((n) => !Number.isInteger(n) || n < 0 || n > 9)) {
    throw new RangeError('a sudoku has nine rows of nine digits');
  }
  return cells;
}
