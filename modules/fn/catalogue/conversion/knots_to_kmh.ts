/** Knots to kilometers per hour. */
export default function knotsToKmh(quantity: number): number {
  return quantity * 1.852;
}
