/** Area of an ellipse from its semi-axes. */
export default function ellipseArea(a: number, b: number): number {
  return Math.PI * a * b;
}
