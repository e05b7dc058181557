/** Filling, emptying and pouring; the amount stands in one of them. -1 where it cannot. */
export default function waterJugs(a: number, b: number, target: number): number {
  const steps = new Map([['0,0', 0]]);
  for (const [key, count] of steps) {
    const [x, y] = key.split(',').map(Number) as [number, number];
    if (x === target || y === target) return count;
    const [right, left] = [Math.min(x, b - y), Math.min(y, a - x)];
    for (const next of [[a, y], [x, b], [0, y], [x, 0], [x - right, y + right], [x + left, y - left]]) {
      if (!steps.has(next.join())) steps.set(next.join(), count + 1);
    }
  }
  return -1;
}
