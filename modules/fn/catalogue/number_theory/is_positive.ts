/** Check for a positive number. */
export default function isPositive(n: number): boolean {
  return n > 0;
}
