/** Percentage of a number. */
export default function percentOf(percent: number, total: number): number {
  return (total * percent) / 100;
}
