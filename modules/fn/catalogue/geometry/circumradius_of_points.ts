/** The radius of the one circle on whose line all three points are. */
export default function circumradiusOfPoints(a: Point, b: Point, c: Point): number {
  const [x1, y1] = inPlane(a);
  const [x2, y2] = inPlane(b);
  const [x3, y3] = inPlane(c);
  const twiceArea = Math.abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1));
  if (twiceArea === 0) throw new RangeError('the points lie on one line');
  const sides = Math.hypot(x2 - x1, y2 - y1) * Math.hypot(x3 - x2, y3 - y2) * Math.hypot(x1 - x3, y1 - y3);
  return sides / (2 * twiceArea);
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): [number, number] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
