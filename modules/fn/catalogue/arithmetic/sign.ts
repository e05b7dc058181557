/** Sign of a number. */
export default function sign(n: number): number {
  return n > 0 ? 1 : n < 0 ? -1 : 0;
}
