/** Volume of a pyramid with a rectangular base. */
export default function pyramidVolume(length: number, width: number, height: number): number {
  return (length * width * height) / 3;
}
