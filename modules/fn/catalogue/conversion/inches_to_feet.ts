/** Inches to feet. */
export default function inchesToFeet(quantity: number): number {
  return quantity / 12;
}
