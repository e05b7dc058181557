/** Whole surface area of a cone from radius and height. */
export default function coneSurfaceArea(radius: number, height: number): number {
  return Math.PI * radius * (radius + Math.hypot(radius, height));
}
