/** Sum of the straight distances from each point to the next. */
export default function pathLength(points: Point[]): number {
  const all = points.map(coordinates);
  return all.slice(1).reduce((sum, to, at) => sum + Math.hypot(...to.map((c, i) => c - all[at]![i]!)), 0);
}

type Point = number[] | { x: number; y: number; z?: number };

function coordinates(p: Point): number[] {
  return Array.isArray(p) ? p : p.z === undefined ? [p.x, p.y] : [p.x, p.y, p.z];
}
