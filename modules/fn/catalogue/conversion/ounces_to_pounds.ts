/** Ounces to pounds. */
export default function ouncesToPounds(quantity: number): number {
  return quantity / 16;
}
