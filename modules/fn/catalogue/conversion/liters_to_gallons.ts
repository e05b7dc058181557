/** Liters to US gallons. */
export default function litersToGallons(quantity: number): number {
  return quantity / 3.785411784;
}
