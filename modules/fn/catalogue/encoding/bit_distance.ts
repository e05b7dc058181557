/** The Hamming distance of the binary forms. */
export default function bitDistance(a: number, b: number): number {
  return (BigInt(a) ^ BigInt(b)).toString(2).replaceAll('0', '').length;
}
