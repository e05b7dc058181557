/** Number to hexadecimal. */
export default function toHex(n: number): string {
  return n.toString(16);
}
