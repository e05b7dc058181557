/** Length of the closed outline through the vertices. */
export default function polygonPerimeter(vertices: Point[]): number {
  if (vertices.length < 3) throw new RangeError('a polygon has at least three vertices');
  const corners = vertices.map(inPlane);
  return corners.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length]!;
    return sum + Math.hypot(nextX! - x!, nextY! - y!);
  }, 0);
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
