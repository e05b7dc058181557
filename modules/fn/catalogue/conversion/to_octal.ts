/** Number to octal. */
export default function toOctal(n: number): string {
  return n.toString(8);
}
