/** Grams to kilograms. */
export default function gramsToKilograms(quantity: number): number {
  return quantity / 1000;
}
