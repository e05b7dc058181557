/** Whether the dot product is exactly zero; the zero vector has no direction. */
export default function perpendicular(a: number[], b: number[]): boolean {
  if (a.length !== b.length) throw new RangeError('the vectors are of unlike length');
  if (![a, b].every((vector) => vector.some((value) => value !== 0))) {
    throw new RangeError('the zero vector has no direction');
  }
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0) === 0;
}
