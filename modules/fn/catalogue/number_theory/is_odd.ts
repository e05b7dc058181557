/** Check for an odd number. */
export default function isOdd(n: number): boolean {
  return n % 2 !== 0;
}
