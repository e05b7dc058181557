/** Whole surface area of a cylinder. */
export default function cylinderSurfaceArea(radius: number, height: number): number {
  return 2 * Math.PI * radius * (radius + height);
}
