/** Diagonal of a square. */
export default function squareDiagonal(side: number): number {
  return side * Math.SQRT2;
}
