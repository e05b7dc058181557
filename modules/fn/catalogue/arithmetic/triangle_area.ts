/** Area of a triangle. */
export default function triangleArea(base: number, height: number): number {
  return (base * height) / 2;
}
