/** Sum of a range of integers. */
export default function sumBetween(from: number, to: number): number {
  return to < from ? 0 : ((to - from + 1) * (from + to)) / 2;
}
