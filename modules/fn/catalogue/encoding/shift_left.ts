/** Times two to the power of the places. */
export default function shiftLeft(n: number, bits: number): bigint {
  return BigInt(n) << BigInt(bits);
}
