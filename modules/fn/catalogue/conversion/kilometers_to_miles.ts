/** Kilometers to miles. */
export default function kilometersToMiles(quantity: number): number {
  return quantity / 1.609344;
}
