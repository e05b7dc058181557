/** Meters to feet. */
export default function metersToFeet(quantity: number): number {
  return quantity / 0.3048;
}
