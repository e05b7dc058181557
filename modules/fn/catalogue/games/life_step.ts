/** Cells are 0 and 1 or truth values; what lies outside the grid is dead. */
export default function lifeStep(grid: any[][], generations: number): any[][] {
  if (grid.some((row) => row.length !== grid[0]!.length || row.some((cell) => ![0, 1, true, false].includes(cell)))) {
    throw new RangeError('the grid must be of 0 and 1');
  }
  let now = grid.map((row) => [...row]);
  for (let i = 0; i < generations; i += 1) {
    now = now.map((row, r) => row.map((cell, c) => {
      let near = -Number(cell);
      for (let y = r - 1; y <= r + 1; y += 1) for (let x = c - 1; x <= c + 1; x += 1) near += Number(now[y]?.[x] ?? 0);
      const lives = near === 3 || (near === 2 && cell);
      return typeof cell === 'boolean' ? Boolean(lives) : Number(Boolean(lives));
    }));
  }
  return now;
}
