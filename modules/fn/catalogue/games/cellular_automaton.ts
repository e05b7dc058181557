/** By a Wolfram rule, on a row of 0 and 1; cells beyond the ends are 0. */
export default function cellularAutomaton(cells: number[], rule: number, generations: number): number[] {
  if (cells.some((cell) => cell !== 0 && cell !== 1)) throw new RangeError('the cells must be 0 or 1');
  let now = cells;
  for (let i = 0; i < generations; i += 1) {
    now = now.map((cell, at) => (rule >> ((now[at - 1] ?? 0) * 4 + cell * 2 + (now[at + 1] ?? 0))) & 1);
  }
  return [...now];
}
