/** Area of a circle from its circumference. */
export default function circleAreaOfCircumference(circumference: number): number {
  return circumference ** 2 / (4 * Math.PI);
}
