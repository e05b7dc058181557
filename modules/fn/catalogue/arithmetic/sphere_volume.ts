/** Volume of a sphere. */
export default function sphereVolume(radius: number): number {
  return (4 / 3) * Math.PI * radius ** 3;
}
