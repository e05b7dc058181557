/** Surface area of a box. */
export default function cuboidSurfaceArea(length: number, width: number, height: number): number {
  return 2 * (length * width + width * height + length * height);
}
