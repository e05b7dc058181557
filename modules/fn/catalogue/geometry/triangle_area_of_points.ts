/** Area of the triangle with three corners in the plane. */
export default function triangleAreaOfPoints(a: Point, b: Point, c: Point): number {
  const [[x1, y1], [x2, y2], [x3, y3]] = [inPlane(a), inPlane(b), inPlane(c)];
  return Math.abs((x2! - x1!) * (y3! - y1!) - (x3! - x1!) * (y2! - y1!)) / 2;
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
