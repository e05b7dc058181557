/** Radius of a circle from its area. */
export default function circleRadiusOfArea(area: number): number {
  return Math.sqrt(area / Math.PI);
}
