/** Area of a circular sector, angle in degrees. */
export default function sectorArea(radius: number, angle: number): number {
  return (angle / 360) * Math.PI * radius ** 2;
}
