/** Area of a circle from its diameter. */
export default function circleAreaOfDiameter(diameter: number): number {
  return Math.PI * (diameter / 2) ** 2;
}
