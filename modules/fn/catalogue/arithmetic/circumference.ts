/** Circumference of a circle. */
export default function circumference(radius: number): number {
  return 2 * Math.PI * radius;
}
