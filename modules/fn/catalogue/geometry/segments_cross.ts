/** Whether the segments from a to b and from c to d have a point inside both in common. */
export default function segmentsCross(a: Point, b: Point, c: Point, d: Point): boolean {
  const [p, q, r, s] = [inPlane(a), inPlane(b), inPlane(c), inPlane(d)];
  const turns = [side(p, q, r), side(p, q, s), side(r, s, p), side(r, s, q)];
  const touching = [within(p, q, r), within(p, q, s), within(r, s, p), within(r, s, q)];
  if (touching.some((on, i) => on && turns[i] === 0)) {
    throw new RangeError('an end lies on the other segment, which may count as either');
  }
  return turns[0]! * turns[1]! < 0 && turns[2]! * turns[3]! < 0;
}

/** On which side of the line from p to q the point is: -1, 0 or 1. */
function side(p: number[], q: number[], at: number[]): number {
  return Math.sign((q[0]! - p[0]!) * (at[1]! - p[1]!) - (q[1]! - p[1]!) * (at[0]! - p[0]!));
}

function within(p: number[], q: number[], at: number[]): boolean {
  return [0, 1].every((i) =>
    Math.min(p[i]!, q[i]!) <= at[i]! && at[i]! <= Math.max(p[i]!, q[i]!));
}

type Point = number[] | { x: number; y: number; z?: number };

function inPlane(p: Point): [number, number] {
  const [x, y, z] = Array.isArray(p) ? p : [p.x, p.y, p.z];
  if (z !== undefined) throw new RangeError('the points must lie in the plane, without z');
  return [x!, y!];
}
