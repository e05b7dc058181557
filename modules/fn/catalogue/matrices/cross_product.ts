/** Cross product of two vectors of space. */
export default function crossProduct(a: number[], b: number[]): number[] {
  if (a.length !== 3 || b.length !== 3) throw new RangeError('both need three components');
  const [x1, y1, z1] = a;
  const [x2, y2, z2] = b;
  const [x, y] = [y1! * z2! - z1! * y2!, z1! * x2! - x1! * z2!];
  const parts = [x, y, x1! * y2! - y1! * x2!];
  return parts.map((part) => part + 0);
}
