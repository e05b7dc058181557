/** Divide one number by another. */
export default function divide(a: number, b: number): number {
  return a / b;
}
