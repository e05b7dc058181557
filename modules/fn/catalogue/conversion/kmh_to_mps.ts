/** Kilometers per hour to meters per second. */
export default function kmhToMps(quantity: number): number {
  return quantity / 3.6;
}
