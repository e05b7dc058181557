/** Pawns 1, knights and bishops 3, rooks 5, queens 9. */
export default function fenMaterial(fen: string): { white: number; black: number } {
  const fields = fen.trim().split(/\s+/);
  const rows = fields[0]!.split('/');
  const good = rows.length === 8 && rows.every((row) => /^[prnbqk1-8]+$/i.test(row) &&
    row.replace(/\d/g, (n) => ' '.repeat(Number(n))).length === 8);
  if (!good) throw new RangeError('the text is no FEN');
  const values: Record<string, number> = { p: 1, n: 3, b: 3, r: 5, q: 9 };
  const sum = (pieces: RegExp): number => (rows.join('').match(pieces) ?? [])
    .reduce((total, piece) => total + (values[piece.toLowerCase()] ?? 0), 0);
  return { white: sum(/[A-Z]/g), black: sum(/[a-z]/g) };
}
