/** Check for a negative number. */
export default function isNegative(n: number): boolean {
  return n < 0;
}
