/** The mark with four in line, or null; the board is of rows. */
export default function connectFourWinner(board: any[]): any {
  const empty = ['', ' ', null, 0, '.', '_', '-', undefined];
  const winners = new Set<any>();
  const at = (row: number, column: number): any => board[row]?.[column];
  board.forEach((row, r) => [...row].forEach((mark, c) => {
    const won = [[0, 1], [1, 0], [1, 1], [1, -1]].some(([down, right]) =>
      [1, 2, 3].every((step) => at(r + down! * step, c + right! * step) === mark));
    if (won && !empty.includes(mark)) winners.add(mark);
  }));
  if (winners.size > 1) throw new RangeError('both have four in line');
  return [...winners][0] ?? null;
}
