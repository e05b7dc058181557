/** Whether a simple polygon turns the same way at each of its vertices. */
export default function isConvexPolygon(vertices: Point[]): boolean {
  if (vertices.length < 3) throw new RangeError('a polygon has at least three vertices');
  const corners = vertices.map(inPlane);
  const turns = corners.map(([x, y], i) => {
    const [x1, y1] = corners[(i + 1) % corners.length]!;
    const [x2, y2] = corners[(i + 2) % corners.length]!;
    return (x1! - x!) * (y2! - y1!) - (y1! - y!) * (x2! - x1!);
  });
  return turns.every((turn) => turn >= 0) || turns.every((turn) => turn <= 0);
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
