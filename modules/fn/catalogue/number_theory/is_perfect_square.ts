/** Check for a perfect square. */
export default function isPerfectSquare(n: number): boolean {
  return n >= 0 && Math.round(Math.sqrt(n)) ** 2 === n;
}
