/** The light and those next to it change; they are 0 and 1 or truth values. */
export default function lightsOut(grid: any[][], row: number, column: number): any[][] {
  if (grid[row]?.[column] === undefined) throw new RangeError('the light must be on the board');
  return grid.map((cells, r) => cells.map((cell, c) => {
    if (Math.abs(r - row) + Math.abs(c - column) > 1) return cell;
    return typeof cell === 'boolean' ? !cell : 1 - Number(cell);
  }));
}
