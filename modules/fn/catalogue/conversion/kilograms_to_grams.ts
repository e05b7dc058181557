/** Kilograms to grams. */
export default function kilogramsToGrams(quantity: number): number {
  return quantity * 1000;
}
