/** Digits of a number. */
export default function digits(n: number): number[] {
  return [...String(Math.abs(n))].map(Number);
}
