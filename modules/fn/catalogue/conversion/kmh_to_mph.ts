/** Kilometers per hour to miles per hour. */
export default function kmhToMph(quantity: number): number {
  return quantity / 1.609344;
}
