/** Radius of a circle from its circumference. */
export default function circleRadiusOfCircumference(circumference: number): number {
  return circumference / (2 * Math.PI);
}
