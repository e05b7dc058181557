/** Clamp a number. */
export default function clamp(value: number, min: number, max: number): number {
  if (min > max) throw new RangeError('the lower limit is above the upper one');
  return Math.min(Math.max(value, min), max);
}
