/** Raise a number to a power. */
export default function power(a: number, b: number): number {
  return a ** b;
}
