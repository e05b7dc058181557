/** Percentage change. */
export default function percentChange(from: number, to: number): number {
  return ((to - from) / Math.abs(from)) * 100;
}
