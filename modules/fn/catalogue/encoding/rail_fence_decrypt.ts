/** Read row by row, the zigzag over the rails gives the text. */
export default function railFenceDecrypt(text: string, rails: number): string {
  const letters = [...text];
  const turn = Math.max(1, 2 * (rails - 1));
  const order = letters.map((_, i) => ({ i, row: Math.min(i % turn, turn - (i % turn)) % rails }));
  order.sort((a, b) => a.row - b.row || a.i - b.i);
  const out: string[] = Array(letters.length);
  order.forEach(({ i }, at) => { out[i] = letters[at]!; });
  return out.join('');
}
