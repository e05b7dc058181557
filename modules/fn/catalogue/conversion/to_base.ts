/** Number to another base. */
export default function toBase(n: number, base: number): string {
  return n.toString(base);
}
