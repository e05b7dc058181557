/** Absolute difference of two numbers. */
export default function absoluteDifference(a: number, b: number): number {
  return Math.abs(a - b);
}
