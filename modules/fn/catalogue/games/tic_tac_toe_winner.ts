/** The mark with three in line, or `none`; the board is of rows, or of nine cells. */
export default function ticTacToeWinner(board: any[], none: any): any {
  const cells = board.length === 3 ? board.flatMap((row) => [...row]) : board;
  if (cells.length !== 9) throw new RangeError('a board has nine cells');
  const empty = ['', ' ', null, 0, '.', '_', '-', undefined];
  const lines = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6]];
  const winners = new Set(lines.map(([a, b, c]) => cells[a!] === cells[b!] && cells[b!] === cells[c!] ? cells[a!] : null)
    .filter((mark) => !empty.includes(mark)));
  if (winners.size > 1) throw new RangeError('both have three in line');
  if (winners.size === 1) return [...winners][0];
  if (none === null) return null;
  if (cells.some((cell) => empty.includes(cell))) throw new RangeError('the game is not over: neither won nor drawn');
  return none;
}
