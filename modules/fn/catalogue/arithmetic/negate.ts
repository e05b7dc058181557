/** Negate a number. */
export default function negate(n: number): number {
  return n === 0 ? 0 : -n;
}
