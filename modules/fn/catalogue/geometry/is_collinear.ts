/** Whether all points lie on one straight line. */
export default function isCollinear(points: Point[]): boolean {
  const [first, ...rest] = points.map(inPlane);
  const other = rest.find(([x, y]) => x !== first![0] || y !== first![1]);
  if (first === undefined || other === undefined) return true;
  const [dx, dy] = [other[0]! - first[0]!, other[1]! - first[1]!];
  return rest.every(([x, y]) => {
    const left = dx * (y! - first[1]!);
    const right = dy * (x! - first[0]!);
    return Math.abs(left - right) <= 1e-12 * Math.max(Math.abs(left), Math.abs(right));
  });
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
