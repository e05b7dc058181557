/** Divided by two to the power of the places, rounded down. */
export default function shiftRight(n: number, bits: number): number {
  return Math.floor(n / 2 ** bits);
}
