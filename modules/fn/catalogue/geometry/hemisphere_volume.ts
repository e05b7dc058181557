/** Volume of a half sphere. */
export default function hemisphereVolume(radius: number): number {
  return (2 / 3) * Math.PI * radius ** 3;
}
