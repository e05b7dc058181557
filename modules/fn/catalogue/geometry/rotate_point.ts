/** The point turned about the origin, counterclockwise where y points up; written as it was. */
export default function rotatePoint(point: Point, angle: number, unit: string): Point {
  const [x, y] = inPlane(point);
  const radians = inRadians(angle, unit);
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

/** Up to a full turn in radians the number alone does not tell which unit it has. */
function inRadians(angle: number, unit: string): number {
  if (unit === 'radians') return angle;
  if (unit === 'unsaid' && angle !== 0 && Math.abs(angle) <= 2 * Math.PI) {
    throw new RangeError('say whether the angle is in degrees or in radians');
  }
  return (angle * Math.PI) / 180;
}
