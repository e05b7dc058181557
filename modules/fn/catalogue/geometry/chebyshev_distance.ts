/** Largest difference along any axis. */
export default function chebyshevDistance(a: Point, b: Point): number {
  const from = coordinates(a);
  const to = coordinates(b);
  if (from.length !== to.length) throw new RangeError('the points have unlike dimensions');
  return Math.max(...from.map((value, axis) => Math.abs(to[axis]! - value)));
}

type Point = number[] | { x: number; y: number; z?: number };

const coordinates = (p: Point): number[] =>
  Array.isArray(p) ? p : p.z === undefined ? [p.x, p.y] : [p.x, p.y, p.z];
