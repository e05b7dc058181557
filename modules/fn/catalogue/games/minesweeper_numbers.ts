/** Cells of 0 and 1 or truth values: a count for every cell. Of characters: mines (* or M) stay. */
export default function minesweeperNumbers(board: any[]): any[] {
  const rows: any[][] = board.map((row) => [...row]);
  const cells = rows.flat();
  const marked = cells.some((cell) => typeof cell === 'string');
  if (cells.some((cell) => !(marked ? ['*', 'M', '.', ' ', '', '0', '-', 0] : [0, 1, true, false]).includes(cell))) {
    throw new RangeError('mines are * in a board of characters, or 1 in one of 0 and 1');
  }
  const isMine = (cell: any): boolean => ['*', 'M', 1, true].includes(cell);
  const out = rows.map((row, r) => row.map((cell, c) => {
    if (marked && isMine(cell)) return cell;
    let near = 0;
    for (let y = r - 1; y <= r + 1; y += 1) {
      for (let x = c - 1; x <= c + 1; x += 1) near += (y !== r || x !== c) && isMine(rows[y]?.[x]) ? 1 : 0;
    }
    return near;
  }));
  return board.every((row) => typeof row === 'string') ? out.map((row) => row.join('')) : out;
}
