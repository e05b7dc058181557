/** Perimeter of a square. */
export default function squarePerimeter(side: number): number {
  return side * 4;
}
