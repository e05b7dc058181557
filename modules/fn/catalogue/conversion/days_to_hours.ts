/** Days to hours. */
export default function daysToHours(quantity: number): number {
  return quantity * 24;
}
