/** Ounces to grams. */
export default function ouncesToGrams(quantity: number): number {
  return quantity * 28.349523125;
}
