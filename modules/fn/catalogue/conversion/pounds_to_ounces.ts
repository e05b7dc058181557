/** Pounds to ounces. */
export default function poundsToOunces(quantity: number): number {
  return quantity * 16;
}
