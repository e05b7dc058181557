/** Vector scaled to length 1. */
export default function unitVector(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  if (length === 0) throw new RangeError('the zero vector has no direction');
  return vector.map((value) => value / length);
}
