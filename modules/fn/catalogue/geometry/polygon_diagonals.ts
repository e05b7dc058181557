/** Number of diagonals of a polygon. */
export default function polygonDiagonals(sides: number): number {
  return (sides * (sides - 3)) / 2;
}
