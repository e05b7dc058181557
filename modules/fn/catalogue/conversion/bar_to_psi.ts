/** Bar to psi. */
export default function barToPsi(quantity: number): number {
  return quantity / 0.0689475729316836;
}
