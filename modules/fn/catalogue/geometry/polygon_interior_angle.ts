/** Interior angle of a regular polygon, in degrees. */
export default function polygonInteriorAngle(sides: number): number {
  return ((sides - 2) * 180) / sides;
}
