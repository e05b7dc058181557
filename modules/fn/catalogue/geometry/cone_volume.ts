/** Volume of a cone. */
export default function coneVolume(radius: number, height: number): number {
  return (Math.PI * radius ** 2 * height) / 3;
}
