/** Kind of a triangle by its largest angle; sides within a billionth of a right angle make one. */
export default function triangleAngleType(a: number, b: number, c: number): string {
  const [short, middle, long] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
  if (short + middle <= long) throw new RangeError('the sides make no triangle');
  const excess = short * short + middle * middle - long * long;
  if (Math.abs(excess) <= 1e-9 * long * long) return 'right';
  return excess > 0 ? 'acute' : 'obtuse';
}
