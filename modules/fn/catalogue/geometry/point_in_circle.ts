/** Whether the point is in the circle or on its line. */
export default function pointInCircle(point: Point, center: Point, radius: number): boolean {
  const [x, y] = inPlane(point);
  const [centerX, centerY] = inPlane(center);
  return Math.hypot(x! - centerX!, y! - centerY!) <= radius;
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
