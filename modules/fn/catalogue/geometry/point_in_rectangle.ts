/** Whether the point is in the rectangle or on its edge. */
export default function pointInRectangle(point: Point, rectangle: Rectangle): boolean {
  const [x, y] = inPlane(point);
  const [left, top, right, bottom] = edges(rectangle);
  return x! >= left! && x! <= right! && y! >= top! && y! <= bottom!;
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}

interface Rectangle { x: number; y: number; width: number; height: number }

function edges(rectangle: Rectangle): number[] {
  const { x, y, width, height } = rectangle;
  const known = [x, y, width, height].every((value) => typeof value === 'number');
  if (!known || width < 0 || height < 0) {
    throw new RangeError('a rectangle has x, y, width and height');
  }
  return [x, y, x + width, y + height];
}
