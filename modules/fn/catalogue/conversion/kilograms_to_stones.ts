/** Kilograms to stones. */
export default function kilogramsToStones(quantity: number): number {
  return quantity / 6.35029318;
}
