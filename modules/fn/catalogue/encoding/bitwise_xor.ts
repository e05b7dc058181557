/** Of the binary forms. */
export default function bitwiseXor(a: number, b: number): number {
  return Number(BigInt(a) ^ BigInt(b));
}
