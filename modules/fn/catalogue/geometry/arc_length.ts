/** Length of a circular arc, angle in degrees. */
export default function arcLength(radius: number, angle: number): number {
  return (angle / 180) * Math.PI * radius;
}
