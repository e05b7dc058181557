/** Slope of the line through two points of the plane. */
export default function slopeOfPoints(a: Point, b: Point): number {
  const [x1, y1] = inPlane(a);
  const [x2, y2] = inPlane(b);
  if (x1 === x2) throw new RangeError('a vertical line has no slope');
  return (y2! - y1!) / (x2! - x1!);
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
