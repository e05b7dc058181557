/** Check a number against limits. */
export default function isInRange(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}
