/** Grams to ounces. */
export default function gramsToOunces(quantity: number): number {
  return quantity / 28.349523125;
}
