/** Whether the squares of two sides sum up to that of the third, up to rounding. */
export default function isRightTriangle(a: number, b: number, c: number): boolean {
  const [short, middle, long] = [a, b, c].sort((x, y) => x - y).map((side) => side ** 2);
  return short! > 0 && Math.abs(short! + middle! - long!) <= 1e-12 * long!;
}
