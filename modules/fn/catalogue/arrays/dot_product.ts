/** Dot product. */
export default function dotProduct(a: number[], b: number[]): number {
  if (a.length !== b.length) {
    throw new RangeError(`the lists have ${a.length} and ${b.length} numbers`);
  }
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
