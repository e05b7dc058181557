/** Meters per second to kilometers per hour. */
export default function mpsToKmh(quantity: number): number {
  return quantity * 3.6;
}
