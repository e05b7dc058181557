/** Smaller of two numbers. */
export default function minOfTwo(a: number, b: number): number {
  return Math.min(a, b);
}
