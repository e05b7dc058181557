/** Space diagonal of a box. */
export default function cuboidDiagonal(length: number, width: number, height: number): number {
  return Math.sqrt(length ** 2 + width ** 2 + height ** 2);
}
