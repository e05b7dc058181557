/** Whether a triangle is equilateral, isosceles or scalene. */
export default function triangleType(a: number, b: number, c: number): string {
  if (a + b <= c || a + c <= b || b + c <= a) throw new RangeError('these sides form no triangle');
  return ['equilateral', 'isosceles', 'scalene'][new Set([a, b, c]).size - 1]!;
}
