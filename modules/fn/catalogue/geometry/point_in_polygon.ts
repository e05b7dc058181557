/** Whether the point is inside the polygon or on its boundary (even-odd rule). */
export default function pointInPolygon(point: Point, polygon: Point[]): boolean {
  if (polygon.length < 3) throw new RangeError('a polygon has at least three vertices');
  const [px, py] = inPlane(point) as [number, number];
  const corners = polygon.map(inPlane) as [number, number][];
  let inside = false;
  for (const [i, [x1, y1]] of corners.entries()) {
    const [x2, y2] = corners[(i + 1) % corners.length]!;
    const cross = (x2 - x1) * (py - y1) - (y2 - y1) * (px - x1);
    const between = Math.min(x1, x2) <= px && px <= Math.max(x1, x2) &&
      Math.min(y1, y2) <= py && py <= Math.max(y1, y2);
    if (cross === 0 && between) return true;
    if (y1 > py !== y2 > py && px < x1 + ((py - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
