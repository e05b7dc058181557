/** Check which number is greater. */
export default function isGreater(a: number, b: number): boolean {
  return a > b;
}
