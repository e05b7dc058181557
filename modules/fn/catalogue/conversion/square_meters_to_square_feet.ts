/** Square feet of an area in square meters. */
export default function squareMetersToSquareFeet(area: number): number {
  return area / 0.09290304;
}
