/** Reverse digits. */
export default function reverseDigits(n: number): number {
  return Math.sign(n) * Number([...String(Math.abs(n))].reverse().join(""));
}
