/** The part of a that points along b. */
export default function projection(a: number[], b: number[]): number[] {
  if (a.length !== b.length) throw new RangeError('the vectors are of unlike length');
  const dot = (one: number[], other: number[]): number =>
    one.reduce((sum, value, i) => sum + value * other[i]!, 0);
  const square = dot(b, b);
  if (square === 0) throw new RangeError('the zero vector has no direction');
  return b.map((value) => (value * dot(a, b)) / square);
}
