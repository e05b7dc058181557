/** Kilometers per hour to knots. */
export default function kmhToKnots(quantity: number): number {
  return quantity / 1.852;
}
