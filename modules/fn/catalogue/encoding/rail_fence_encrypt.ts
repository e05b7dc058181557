/** Written in zigzag over the rails and read row by row; every character counts. */
export default function railFenceEncrypt(text: string, rails: number): string {
  const rows: string[] = Array(rails).fill('');
  const turn = Math.max(1, 2 * (rails - 1));
  [...text].forEach((c, i) => { rows[Math.min(i % turn, turn - (i % turn)) % rails] += c; });
  return rows.join('');
}
