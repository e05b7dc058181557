/** Smallest box, with sides along the axes, that holds all points. */
export default function boundingBox(points: Point[], form: string): unknown {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const [x, y] of points.map(inPlane)) {
    box.minX = Math.min(box.minX, x!);
    box.minY = Math.min(box.minY, y!);
    box.maxX = Math.max(box.maxX, x!);
    box.maxY = Math.max(box.maxY, y!);
  }
  return form === 'list' ? [box.minX, box.minY, box.maxX, box.maxY] : box;
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
