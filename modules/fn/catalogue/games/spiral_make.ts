/** A square of n rows, from the top left inwards. */
export default function spiralMake(n: number): number[][] {
  const out = Array.from({ length: n }, () => Array(n).fill(0));
  let [row, column, down, right] = [0, 0, 0, 1];
  for (let i = 1; i <= n * n; i += 1) {
    out[row]![column] = i;
    if (out[row + down]?.[column + right] !== 0) [down, right] = [right, -down];
    row += down;
    column += right;
  }
  return out;
}
