/** Decrease by a percentage. */
export default function decreaseByPercent(value: number, percent: number): number {
  return value - (value * percent) / 100;
}
