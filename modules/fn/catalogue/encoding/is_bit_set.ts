/** Bit 0 is worth one. */
export default function isBitSet(n: number, bit: number): boolean {
  return Math.floor(n / 2 ** bit) % 2 === 1;
}
