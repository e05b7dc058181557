/** Subtract one number from another. */
export default function subtract(a: number, b: number): number {
  return a - b;
}
