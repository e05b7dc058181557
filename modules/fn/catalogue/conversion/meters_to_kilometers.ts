/** Meters to kilometers. */
export default function metersToKilometers(quantity: number): number {
  return quantity / 1000;
}
