/** Of a king, queen, rook, bishop or knight. */
export default function chessMoves(square: string, piece: string): string[] {
  if (!/^[a-h][1-8]$/i.test(square)) throw new RangeError('a square is such as e4');
  const straight = [[0, 1], [1, 0], [0, -1], [-1, 0]];
  const diagonal = [[1, 1], [1, -1], [-1, 1], [-1, -1]];
  const jumps = [[1, 2], [2, 1], [2, -1], [1, -2], [-1, -2], [-2, -1], [-2, 1], [-1, 2]];
  const kinds: Record<string, [number[][], number]> = {
    king: [[...straight, ...diagonal], 1], queen: [[...straight, ...diagonal], 7], rook: [straight, 7],
    bishop: [diagonal, 7], knight: [jumps, 1] };
  const kind = piece.toLowerCase();
  if (!Object.hasOwn(kinds, kind)) throw new RangeError('the piece is a king, queen, rook, bishop or knight');
  const [ways, far] = kinds[kind]!;
  const [column, row] = [square.toLowerCase().charCodeAt(0) - 97, Number(square[1]) - 1];
  const out: string[] = [];
  for (const [right, up] of ways) {
    for (let step = 1; step <= far; step += 1) {
      const [c, r] = [column + right! * step, row + up! * step];
      if (c >= 0 && c < 8 && r >= 0 && r < 8) out.push('abcdefgh'[c]! + (r + 1));
    }
  }
  return out.sort();
}
