/** Surface area of a sphere. */
export default function sphereSurfaceArea(radius: number): number {
  return 4 * Math.PI * radius ** 2;
}
