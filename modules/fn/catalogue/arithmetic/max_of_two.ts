/** Larger of two numbers. */
export default function maxOfTwo(a: number, b: number): number {
  return Math.max(a, b);
}
