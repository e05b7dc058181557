/** Whether nothing repeats; where it is to be complete, no cell may be empty. */
export default function sudokuValid(grid: any[], complete: boolean): boolean {
  const cells = cellsOf(grid);
  const units = [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((i) => {
    const digits = (pick: (k: number) => number): number[] =>
      [0, 1, 2, 3, 4, 5, 6, 7, 8].map((k) => cells[pick(k)]!).filter((n) => n > 0);
    const corner = Math.floor(i / 3) * 27 + (i % 3) * 3;
    return [digits((k) => i * 9 + k), digits((k) => k * 9 + i), digits((k) => corner + Math.floor(k / 3) * 9 + (k % 3))];
  });
  return units.every((unit) => new Set(unit).size === unit.length) && !(complete && cells.includes(0));
}

/** The 81 digits, 0 where a cell is empty. */
function cellsOf(grid: any[]): number[] {
  const cells = grid.flatMap((row) => [...row]).map((cell) => ['', '.', ' ', '_', null, 0, '0'].includes(cell) ? 0 : Number(cell));
  if (grid.length !== 9 || cells.length !== 81 || cells.some((n) => !Number.isInteger(n) || n < 0 || n > 9)) {
    throw new RangeError('a sudoku has nine rows of nine digits');
  }
  return cells;
}
