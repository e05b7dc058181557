/** Two squares one way and one the other; squares are written like "g1". */
export default function knightCanMove(start: string, end: string): boolean {
  const [x1, y1] = square(start);
  const [x2, y2] = square(end);
  return Math.abs(x1 - x2) * Math.abs(y1 - y2) === 2;
}

function square(text: string): [number, number] {
  const at = text.trim().toLowerCase();
  if (!/^[a-h][1-8]$/.test(at)) throw new RangeError('a square is a letter a to h and a digit 1 to 8');
  return [at.charCodeAt(0) - 97, Number(at[1]) - 1];
}
