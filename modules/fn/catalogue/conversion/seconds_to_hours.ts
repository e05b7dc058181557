/** Seconds to hours. */
export default function secondsToHours(quantity: number): number {
  return quantity / 3600;
}
