/** Of the second field. */
export default function fenTurn(fen: string): string {
  const fields = fen.trim().split(/\s+/);
  const rows = fields[0]!.split('/');
  const good = rows.length === 8 && rows.every((row) => /^[prnbqk1-8]+$/i.test(row) &&
    row.replace(/\d/g, (n) => ' '.repeat(Number(n))).length === 8);
  if (!good) throw new RangeError('the text is no FEN');
  const turn = { w: 'white', b: 'black' }[fields[1] ?? ''];
  if (turn === undefined) throw new RangeError('the FEN does not say whose turn it is');
  return turn;
}
