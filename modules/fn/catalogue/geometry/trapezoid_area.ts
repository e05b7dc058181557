/** Area of a trapezoid. */
export default function trapezoidArea(a: number, b: number, height: number): number {
  return ((a + b) / 2) * height;
}
