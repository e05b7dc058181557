/** Perimeter of a triangle. */
export default function trianglePerimeter(a: number, b: number, c: number): number {
  if (a + b < c || a + c < b || b + c < a) throw new RangeError('these sides form no triangle');
  return a + b + c;
}
