/** Count digits. */
export default function countDigits(n: number): number {
  return String(Math.abs(n)).length;
}
