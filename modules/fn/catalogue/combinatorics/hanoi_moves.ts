/** 2^n − 1. */
export default function hanoiMoves(n: number): bigint {
  return 2n ** BigInt(n) - 1n;
}
