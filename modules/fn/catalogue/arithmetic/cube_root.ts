/** Cube root. */
export default function cubeRoot(n: number): number {
  return Math.cbrt(n);
}
