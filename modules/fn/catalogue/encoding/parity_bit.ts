/** The bit that makes the number of ones even, or odd. */
export default function parityBit(n: number, odd: boolean): number {
  return (n.toString(2).replaceAll('0', '').length + (odd ? 1 : 0)) % 2;
}
