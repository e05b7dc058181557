/** The cells joined to the first one by edges, of the same value, get the new value. */
export default function floodFill(grid: any[][], row: number, column: number, value: any): any[][] {
  const out = grid.map((cells) => [...cells]);
  const old = out[row]?.[column];
  if (old === undefined) throw new RangeError('the cell must lie in the grid');
  const open = old === value ? [] : [[row, column]];
  while (open.length) {
    const [r, c] = open.pop() as [number, number];
    if (out[r]?.[c] !== old) continue;
    out[r]![c] = value;
    open.push([r + 1, c], [r - 1, c], [r, c + 1], [r, c - 1]);
  }
  return out;
}
