/** Cube of a number. */
export default function cube(n: number): number {
  return n ** 3;
}
