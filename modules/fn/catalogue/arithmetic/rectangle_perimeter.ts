/** Perimeter of a rectangle. */
export default function rectanglePerimeter(width: number, height: number): number {
  return 2 * (width + height);
}
