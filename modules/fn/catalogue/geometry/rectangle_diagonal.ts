/** Diagonal of a rectangle. */
export default function rectangleDiagonal(width: number, height: number): number {
  return Math.hypot(width, height);
}
