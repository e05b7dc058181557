/** Centroid of the area that a simple polygon encloses. */
export default function polygonCentroid(vertices: Point[]): object {
  if (vertices.length < 3) throw new RangeError('a polygon has at least three vertices');
  const corners = vertices.map(inPlane);
  let [doubled, x, y] = [0, 0, 0];
  corners.forEach(([x1, y1], i) => {
    const [x2, y2] = corners[(i + 1) % corners.length]!;
    const cross = x1! * y2! - x2! * y1!;
    doubled += cross;
    x += (x1! + x2!) * cross;
    y += (y1! + y2!) * cross;
  });
  if (doubled === 0) throw new RangeError('the polygon encloses no area');
  return { x: x / (3 * doubled), y: y / (3 * doubled) };
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
