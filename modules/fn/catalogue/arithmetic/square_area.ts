/** Area of a square. */
export default function squareArea(side: number): number {
  return side * side;
}
