/** Curved surface area of a cylinder. */
export default function cylinderLateralArea(radius: number, height: number): number {
  return 2 * Math.PI * radius * height;
}
