/** Inches to centimeters. */
export default function inchesToCentimeters(quantity: number): number {
  return quantity * 2.54;
}
