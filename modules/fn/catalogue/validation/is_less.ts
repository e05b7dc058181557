/** Check which number is less. */
export default function isLess(a: number, b: number): boolean {
  return a < b;
}
