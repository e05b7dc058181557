/** Third angle of a triangle, in degrees. */
export default function thirdAngle(a: number, b: number): number {
  if (a + b >= 180) throw new RangeError('two angles of a triangle sum up to less than 180');
  return 180 - a - b;
}
