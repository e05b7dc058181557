/** Diameter of a circle from its radius. */
export default function circleDiameter(radius: number): number {
  return radius * 2;
}
