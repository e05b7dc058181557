/** Increase by a percentage. */
export default function increaseByPercent(value: number, percent: number): number {
  return value + (value * percent) / 100;
}
