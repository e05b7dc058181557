/** Days to weeks. */
export default function daysToWeeks(quantity: number): number {
  return quantity / 7;
}
