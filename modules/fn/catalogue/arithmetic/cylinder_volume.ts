/** Volume of a cylinder. */
export default function cylinderVolume(radius: number, height: number): number {
  return Math.PI * radius * radius * height;
}
