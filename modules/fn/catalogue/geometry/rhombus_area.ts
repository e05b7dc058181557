/** Area of a rhombus from its diagonals. */
export default function rhombusArea(d1: number, d2: number): number {
  return (d1 * d2) / 2;
}
