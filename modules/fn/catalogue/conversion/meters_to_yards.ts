/** Meters to yards. */
export default function metersToYards(quantity: number): number {
  return quantity / 0.9144;
}
