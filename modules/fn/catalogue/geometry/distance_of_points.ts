/** Straight distance between two points of the plane or of space. */
export default function distanceOfPoints(a: Point, b: Point): number {
  const from = coordinates(a);
  const to = coordinates(b);
  if (from.length !== to.length) throw new RangeError('the points have unlike dimensions');
  return Math.hypot(...from.map((value, axis) => to[axis]! - value));
}

type Point = number[] | { x: number; y: number; z?: number };

const coordinates = (p: Point): number[] =>
  Array.isArray(p) ? p : p.z === undefined ? [p.x, p.y] : [p.x, p.y, p.z];
