/** Kilograms to pounds. */
export default function kilogramsToPounds(quantity: number): number {
  return quantity / 0.45359237;
}
