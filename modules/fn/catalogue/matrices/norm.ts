/** Euclidean length of a vector. */
export default function norm(vector: number[]): number {
  return Math.hypot(...vector);
}
