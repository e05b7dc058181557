/** Number to binary. */
export default function toBinary(n: number): string {
  return n.toString(2);
}
