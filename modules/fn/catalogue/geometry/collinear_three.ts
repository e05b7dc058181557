/** Whether three points lie on one straight line. */
export default function collinearThree(a: Point, b: Point, c: Point): boolean {
  const [[x1, y1], [x2, y2], [x3, y3]] = [inPlane(a), inPlane(b), inPlane(c)];
  const left = (x2! - x1!) * (y3! - y1!);
  const right = (x3! - x1!) * (y2! - y1!);
  return Math.abs(left - right) <= 1e-12 * Math.max(Math.abs(left), Math.abs(right));
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
