/** Half of a number. */
export default function half(n: number): number {
  return n / 2;
}
