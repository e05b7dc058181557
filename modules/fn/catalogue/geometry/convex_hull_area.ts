/** The area of the smallest convex polygon around the points. */
export default function convexHullArea(points: Point[]): number {
  const corners = convexHull(points).map(inPlane);
  const doubled = corners.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length]!;
    return sum + x! * nextY! - nextX! * y!;
  }, 0);
  return doubled / 2;
}

/** Corners of the convex hull, counterclockwise from the leftmost (lowest of several). */
function convexHull(points: Point[]): Point[] {
  const sorted = points.map((point) => ({ point, at: inPlane(point) }))
    .sort((a, b) => a.at[0]! - b.at[0]! || a.at[1]! - b.at[1]!)
    .filter(({ at }, i, all) => i === 0 || at.join() !== all[i - 1]!.at.join());
  if (sorted.length < 3) return sorted.map(({ point }) => point);
  const half = (corners: typeof sorted) => {
    const chain: typeof sorted = [];
    for (const corner of corners) {
      const [x, y] = corner.at;
      while (chain.length > 1) {
        const [x1, y1] = chain.at(-2)!.at;
        const [x2, y2] = chain.at(-1)!.at;
        if ((x2! - x1!) * (y! - y1!) - (y2! - y1!) * (x! - x1!) > 0) break;
        chain.pop();
      }
      chain.push(corner);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half([...sorted].reverse())].map(({ point }) => point);
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
