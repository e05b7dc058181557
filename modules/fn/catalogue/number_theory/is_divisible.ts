/** Check divisibility. */
export default function isDivisible(a: number, b: number): boolean {
  return a % b === 0;
}
