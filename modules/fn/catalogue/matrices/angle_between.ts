/** Angle between two vectors in degrees. */
export default function angleBetween(a: number[], b: number[]): number {
  if (a.length !== b.length) throw new RangeError('the vectors have unlike lengths');
  const lengths = Math.hypot(...a) * Math.hypot(...b);
  if (lengths === 0) throw new RangeError('the zero vector has no direction');
  const cosine = a.reduce((sum, value, i) => sum + value * b[i]!, 0) / lengths;
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}
