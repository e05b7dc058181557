/** Radius of a circle from its diameter. */
export default function circleRadius(diameter: number): number {
  return diameter / 2;
}
