/** The point turned about the origin, counterclockwise where y points up; written as it was. */
export default function rotatePoint(point: Point, angle: number): Point {
  const [x, y] = inPlane(point);
  const radians = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const turned = [x! * cos - y! * sin, x! * sin + y! * cos];
  return Array.isArray(point) ? turned : { x: turned[0]!, y: turned[1]! };
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): number[] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
