/** The board as eight rows from rank 8, of pieces and empty texts, and the other fields. */
export default function fenParts(fen: string): object {
  const fields = fen.trim().split(/\s+/);
  const rows = fields[0]!.split('/');
  const good = rows.length === 8 && rows.every((row) => /^[prnbqk1-8]+$/i.test(row) &&
    row.replace(/\d/g, (n) => ' '.repeat(Number(n))).length === 8);
  if (!good) throw new RangeError('the text is no FEN');
  if (fields.length !== 6) throw new RangeError('a FEN has six fields');
  const board = rows.map((row) => [...row.replace(/\d/g, (n) => ' '.repeat(Number(n)))].map((c) => c.trim()));
  const [, turn, castling, enPassant, halfmove, fullmove] = fields;
  return { board, turn, castling, enPassant, halfmove: Number(halfmove), fullmove: Number(fullmove) };
}
