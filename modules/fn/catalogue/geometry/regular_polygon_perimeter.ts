/** Perimeter of a regular polygon. */
export default function regularPolygonPerimeter(sides: number, length: number): number {
  return sides * length;
}
