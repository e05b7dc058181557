/** Difference of two vectors, element by element. */
export default function subtractVectors(a: number[], b: number[]): number[] {
  if (a.length !== b.length) throw new RangeError('the vectors have unlike lengths');
  return a.map((value, i) => value - b[i]!);
}
