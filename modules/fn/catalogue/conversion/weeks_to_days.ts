/** Weeks to days. */
export default function weeksToDays(quantity: number): number {
  return quantity * 7;
}
