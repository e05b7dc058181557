/** Volume of a cube. */
export default function cubeVolume(side: number): number {
  return side ** 3;
}
