/** Area of a circle. */
export default function circleArea(radius: number): number {
  return Math.PI * radius * radius;
}
