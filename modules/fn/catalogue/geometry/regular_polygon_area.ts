/** Area of a regular polygon from side count and side length. */
export default function regularPolygonArea(sides: number, length: number): number {
  return (sides * length ** 2) / (4 * Math.tan(Math.PI / sides));
}
