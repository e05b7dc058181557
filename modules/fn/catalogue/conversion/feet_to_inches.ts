/** Feet to inches. */
export default function feetToInches(quantity: number): number {
  return quantity * 12;
}
