/** Us gallons to liters. */
export default function gallonsToLiters(quantity: number): number {
  return quantity * 3.785411784;
}
