/** Area of an equilateral triangle. */
export default function equilateralTriangleArea(side: number): number {
  return (Math.sqrt(3) / 4) * side ** 2;
}
