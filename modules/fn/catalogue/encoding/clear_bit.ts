/** Bit 0 is worth one. */
export default function clearBit(n: number, bit: number): number {
  return Number(BigInt(n) & ~(1n << BigInt(bit)));
}
