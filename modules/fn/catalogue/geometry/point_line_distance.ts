/** How far the point is from the endless line through a and b. */
export default function pointLineDistance(point: Point, a: Point, b: Point): number {
  const [x, y] = inPlane(point);
  const [x1, y1] = inPlane(a);
  const [x2, y2] = inPlane(b);
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length === 0) throw new RangeError('two equal points make no line');
  return Math.abs((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / length;
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): [number, number] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
