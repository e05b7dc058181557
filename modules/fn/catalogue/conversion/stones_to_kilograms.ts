/** Stones to kilograms. */
export default function stonesToKilograms(quantity: number): number {
  return quantity * 6.35029318;
}
