/** Multiply two numbers. */
export default function multiply(a: number, b: number): number {
  return a * b;
}
