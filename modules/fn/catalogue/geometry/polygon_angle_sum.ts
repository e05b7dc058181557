/** Sum of the interior angles of a polygon, in degrees. */
export default function polygonAngleSum(sides: number): number {
  return (sides - 2) * 180;
}
