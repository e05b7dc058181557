/** Hypotenuse of a right triangle. */
export default function hypotenuse(a: number, b: number): number {
  return Math.hypot(a, b);
}
