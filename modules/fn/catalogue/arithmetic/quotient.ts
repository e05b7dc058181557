/** Whole quotient of a division. */
export default function quotient(a: number, b: number): number {
  return Math.floor(a / b);
}
