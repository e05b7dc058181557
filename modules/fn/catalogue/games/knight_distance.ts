/** On the chess board, by breadth-first search. */
export default function knightDistance(start: string, end: string): number {
  const place = (square: string): number => {
    if (!/^[a-h][1-8]$/i.test(square)) throw new RangeError('a square is such as e4');
    return (square.toLowerCase().charCodeAt(0) - 97) * 8 + Number(square[1]) - 1;
  };
  const goal = place(end);
  const steps = new Map([[place(start), 0]]);
  for (const [at, count] of steps) {
    if (at === goal) break;
    for (const [dx, dy] of [[1, 2], [2, 1], [2, -1], [1, -2], [-1, -2], [-2, -1], [-2, 1], [-1, 2]]) {
      const [x, y] = [Math.floor(at / 8) + dx!, (at % 8) + dy!];
      if (x >= 0 && x < 8 && y >= 0 && y < 8 && !steps.has(x * 8 + y)) steps.set(x * 8 + y, count + 1);
    }
  }
  return steps.get(goal)!;
}
