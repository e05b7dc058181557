/** Product of digits. */
export default function digitProduct(n: number): number {
  return [...String(Math.abs(n))].reduce((product, digit) => product * Number(digit), 1);
}
