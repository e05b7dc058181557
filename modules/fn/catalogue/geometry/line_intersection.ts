/** The point where the unbounded lines through two points each cross. */
export default function lineIntersection(p1: Point, p2: Point, p3: Point, p4: Point): object {
  const [[x1, y1], [x2, y2]] = [inPlane(p1), inPlane(p2)];
  const [[x3, y3], [x4, y4]] = [inPlane(p3), inPlane(p4)];
  const across = (x1! - x2!) * (y3! - y4!) - (y1! - y2!) * (x3! - x4!);
  if (across === 0) throw new RangeError('the lines are parallel');
  const along = ((x1! - x3!) * (y3! - y4!) - (y1! - y3!) * (x3! - x4!)) / across;
  return { x: x1! + along * (x2! - x1!), y: y1! + along * (y2! - y1!) };
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
