/** Remainder of a division. */
export default function modulo(a: number, b: number): number {
  return a % b;
}
