/** Surface area of a cube. */
export default function cubeSurfaceArea(side: number): number {
  return 6 * side ** 2;
}
