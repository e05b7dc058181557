/** Psi to bar. */
export default function psiToBar(quantity: number): number {
  return quantity * 0.0689475729316836;
}
