/** Bit 0 is worth one. */
export default function setBit(n: number, bit: number): number {
  return Number(BigInt(n) | (1n << BigInt(bit)));
}
