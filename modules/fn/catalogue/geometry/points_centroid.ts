/** Mean of the points, written as the first one is. */
export default function pointsCentroid(points: Point[]): Point {
  const rows = points.map(coordinates);
  const [x, y, z] = rows[0]!.map((_, axis) => rows.reduce((sum, row) => {
    if (row.length !== rows[0]!.length) throw new RangeError('the points have unlike dimensions');
    return sum + row[axis]!;
  }, 0) / rows.length);
  if (Array.isArray(points[0])) return z === undefined ? [x!, y!] : [x!, y!, z];
  return z === undefined ? { x: x!, y: y! } : { x: x!, y: y!, z };
}

type Point = number[] | { x: number; y: number; z?: number };

const coordinates = (p: Point): number[] =>
  Array.isArray(p) ? p : p.z === undefined ? [p.x, p.y] : [p.x, p.y, p.z];
