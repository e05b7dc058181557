/** Area of a triangle from its three sides. */
export default function triangleAreaOfSides(a: number, b: number, c: number): number {
  if (a + b < c || a + c < b || b + c < a) throw new RangeError('these sides form no triangle');
  const half = (a + b + c) / 2;
  return Math.sqrt(Math.max(0, half * (half - a) * (half - b) * (half - c)));
}
