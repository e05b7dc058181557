/** Up, down, left and right from start to end, both [row, column]; -1 where there is no way. */
export default function mazeSteps(maze: any[], start: any, end: any): number {
  const rows = maze.map((row) => [...row]);
  const cell = ([row, column]: number[]): any => rows[row!]?.[column!];
  const open = (at: number[]): boolean => [0, '0', '.', ' ', false, 'S', 'E'].includes(cell(at));
  const [from, to] = [start ?? [0, 0], end ?? [rows.length - 1, (rows[0]?.length ?? 0) - 1]]
    .map((at) => Array.isArray(at) ? at : [at.row ?? at.y, at.col ?? at.column ?? at.x]) as [number[], number[]];
  if (cell(from) === undefined || cell(to) === undefined) throw new RangeError('start and end must lie in the maze');
  if (!open(from) || !open(to)) return -1;
  const steps = new Map([[from.join(), 0]]);
  for (const [key, count] of steps) {
    if (key === to.join()) return count;
    const [row, column] = key.split(',').map(Number) as [number, number];
    for (const next of [[row + 1, column], [row - 1, column], [row, column + 1], [row, column - 1]]) {
      if (open(next) && !steps.has(next.join())) steps.set(next.join(), count + 1);
    }
  }
  return -1;
}
