/** Double a number. */
export default function double(n: number): number {
  return n * 2;
}
