/** Cosine similarity of two vectors. */
export default function cosineSimilarity(a: number[], b: number[]): number {
  if (a.length !== b.length) throw new RangeError('the vectors have unlike lengths');
  const lengths = Math.hypot(...a) * Math.hypot(...b);
  if (lengths === 0) throw new RangeError('the zero vector has no direction');
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0) / lengths;
}
