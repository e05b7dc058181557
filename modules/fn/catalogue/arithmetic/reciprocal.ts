/** Reciprocal. */
export default function reciprocal(n: number): number {
  return 1 / n;
}
