/** The line y = slope · x + intercept through two points. */
export default function lineThroughPoints(a: Point, b: Point): object {
  const [x1, y1] = inPlane(a);
  const [x2, y2] = inPlane(b);
  if (x1 === x2) throw new RangeError('a vertical line has no slope');
  const slope = (y2! - y1!) / (x2! - x1!);
  return { slope, intercept: y1! - slope * x1! };
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
