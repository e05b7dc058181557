/** Centimeters to inches. */
export default function centimetersToInches(quantity: number): number {
  return quantity / 2.54;
}
