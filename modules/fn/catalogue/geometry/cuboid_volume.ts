/** Volume of a box. */
export default function cuboidVolume(length: number, width: number, height: number): number {
  return length * width * height;
}
