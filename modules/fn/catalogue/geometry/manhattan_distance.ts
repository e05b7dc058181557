/** Sum of the differences along each axis. */
export default function manhattanDistance(a: Point, b: Point): number {
  const from = coordinates(a);
  const to = coordinates(b);
  if (from.length !== to.length) throw new RangeError('the points have unlike dimensions');
  return from.reduce((sum, value, axis) => sum + Math.abs(to[axis]! - value), 0);
}

type Point = number[] | { x: number; y: number; z?: number };

const coordinates = (p: Point): number[] =>
  Array.isArray(p) ? p : p.z === undefined ? [p.x, p.y] : [p.x, p.y, p.z];
