/** As a text of so many bits. */
export default function twosComplement(n: number, bits: number): string {
  if (n < -(2 ** (bits - 1)) || n >= 2 ** (bits - 1)) throw new RangeError('the number needs more bits');
  return BigInt.asUintN(bits, BigInt(n)).toString(2).padStart(bits, '0');
}
