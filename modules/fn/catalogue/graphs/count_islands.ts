/** Groups of 1 cells that touch by their sides. */
export default function countIslands(grid: unknown[]): number {
  const land = new Set<string>();
  grid.forEach((row, y) => cells(row).forEach((cell, x) => {
    if (![0, 1, '0', '1', true, false].includes(cell as number)) {
      throw new RangeError('the cells are 1 for land and 0 for water');
    }
    if (Number(cell) === 1) land.add(`${y},${x}`);
  }));
  let count = 0;
  for (const start of land) {
    count += 1;
    const island = new Set([start]);
    for (const cell of island) {
      const [y, x] = cell.split(',').map(Number) as [number, number];
      for (const near of [`${y - 1},${x}`, `${y + 1},${x}`, `${y},${x - 1}`, `${y},${x + 1}`]) {
        if (land.has(near)) island.add(near);
      }
    }
    for (const cell of island) land.delete(cell);
  }
  return count;
}

/** A row is a list of cells or a text with a character for each. */
function cells(row: unknown): unknown[] {
  if (typeof row !== 'string' && !Array.isArray(row)) throw new RangeError('a row is a list or a text');
  return [...row];
}
