/** Square meters of an area in square feet. */
export default function squareFeetToSquareMeters(area: number): number {
  return area * 0.09290304;
}
