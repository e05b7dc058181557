/** Area of a rectangle. */
export default function rectangleArea(width: number, height: number): number {
  return width * height;
}
