/** Pounds to kilograms. */
export default function poundsToKilograms(quantity: number): number {
  return quantity * 0.45359237;
}
