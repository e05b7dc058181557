/** a1 is dark. */
export default function chessSquareColour(square: string, names: string): string {
  if (!/^[a-h][1-8]$/i.test(square)) throw new RangeError('a square is such as e4');
  const light = (square.toLowerCase().charCodeAt(0) - 97 + Number(square[1]) - 1) % 2 === 1;
  return names === 'bw' ? (light ? 'white' : 'black') : light ? 'light' : 'dark';
}
