/** Radians to degrees. */
export default function radiansToDegrees(quantity: number): number {
  return (quantity * 180) / Math.PI;
}
