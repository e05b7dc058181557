/** Square root. */
export default function squareRoot(n: number): number {
  return Math.sqrt(n);
}
