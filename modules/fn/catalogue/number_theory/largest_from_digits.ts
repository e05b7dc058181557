/** Largest number from digits. */
export default function largestFromDigits(n: number): number {
  return Number([...String(n)].sort().reverse().join(""));
}
