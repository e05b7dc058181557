/** Degrees to radians. */
export default function degreesToRadians(quantity: number): number {
  return (quantity * Math.PI) / 180;
}
