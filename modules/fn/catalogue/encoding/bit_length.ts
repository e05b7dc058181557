/** 0 needs one. */
export default function bitLength(n: number): number {
  return n.toString(2).length;
}
