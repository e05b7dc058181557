/** Midpoint of two points, written as the first one is. */
export default function midpointOfPoints(a: Point, b: Point): Point {
  const from = coordinates(a);
  const to = coordinates(b);
  if (from.length !== to.length) throw new RangeError('the points have unlike dimensions');
  const [x, y, z] = from.map((value, axis) => (value + to[axis]!) / 2);
  if (Array.isArray(a)) return z === undefined ? [x!, y!] : [x!, y!, z];
  return z === undefined ? { x: x!, y: y! } : { x: x!, y: y!, z };
}

type Point = number[] | { x: number; y: number; z?: number };

const coordinates = (p: Point): number[] =>
  Array.isArray(p) ? p : p.z === undefined ? [p.x, p.y] : [p.x, p.y, p.z];
