/** Absolute value. */
export default function absoluteValue(n: number): number {
  return Math.abs(n);
}
