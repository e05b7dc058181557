/** Slope of the line through two points. */
export default function slope(x1: number, y1: number, x2: number, y2: number): number {
  if (x1 === x2) throw new RangeError('a vertical line has no slope');
  return (y2 - y1) / (x2 - x1);
}
