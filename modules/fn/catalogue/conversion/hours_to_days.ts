/** Hours to days. */
export default function hoursToDays(quantity: number): number {
  return quantity / 24;
}
