/** The point with the least straight distance; the first of several. */
export default function nearestPoint(points: Point[], point: Point): Point {
  const target = coordinates(point);
  let [nearest, least] = [points[0]!, Infinity];
  for (const candidate of points) {
    const at = coordinates(candidate);
    if (at.length !== target.length) throw new RangeError('the points have unlike dimensions');
    const distance = Math.hypot(...at.map((value, axis) => value - target[axis]!));
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

type Point = number[] | { x: number; y: number; z?: number };

const coordinates = (p: Point): number[] =>
  Array.isArray(p) ? p : p.z === undefined ? [p.x, p.y] : [p.x, p.y, p.z];
