/** Diameter of a circle from its circumference. */
export default function circleDiameterOfCircumference(circumference: number): number {
  return circumference / Math.PI;
}
