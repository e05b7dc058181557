/** The bits that are set. */
export default function popcount(n: number): number {
  return n.toString(2).replaceAll('0', '').length;
}
