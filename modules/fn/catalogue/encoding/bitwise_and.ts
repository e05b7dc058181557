/** Of the binary forms. */
export default function bitwiseAnd(a: number, b: number): number {
  return Number(BigInt(a) & BigInt(b));
}
