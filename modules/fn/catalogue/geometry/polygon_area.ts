/** Area of a simple polygon by the shoelace formula, whichever way round its vertices go. */
export default function polygonArea(vertices: Point[]): number {
  if (vertices.length < 3) throw new RangeError('a polygon has at least three vertices');
  const corners = vertices.map(inPlane);
  const doubled = corners.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length]!;
    return sum + x! * nextY! - nextX! * y!;
  }, 0);
  return Math.abs(doubled) / 2;
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
