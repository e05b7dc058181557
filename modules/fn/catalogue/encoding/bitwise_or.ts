/** Of the binary forms. */
export default function bitwiseOr(a: number, b: number): number {
  return Number(BigInt(a) | BigInt(b));
}
