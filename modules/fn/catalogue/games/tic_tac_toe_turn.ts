/** X where both have as many marks, O where X has one more. */
export default function ticTacToeTurn(board: any[]): string {
  const cells = (board.length === 9 ? board : board.flatMap((row) => [...row])).map((cell) => String(cell).toUpperCase());
  const ahead = cells.filter((cell) => cell === 'X').length - cells.filter((cell) => cell === 'O').length;
  if (cells.length !== 9 || (ahead !== 0 && ahead !== 1)) throw new RangeError('no such board can come about');
  return ahead === 0 ? 'X' : 'O';
}
