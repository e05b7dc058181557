/** Meters to centimeters. */
export default function metersToCentimeters(quantity: number): number {
  return quantity * 100;
}
