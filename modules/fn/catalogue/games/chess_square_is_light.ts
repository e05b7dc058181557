/** Whether the square has the colour: a1 is dark. */
export default function chessSquareIsLight(square: string, light: boolean): boolean {
  if (!/^[a-h][1-8]$/i.test(square)) throw new RangeError('a square is such as e4');
  return ((square.toLowerCase().charCodeAt(0) - 97 + Number(square[1]) - 1) % 2 === 1) === light;
}
