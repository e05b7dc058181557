/** Seconds to minutes. */
export default function secondsToMinutes(quantity: number): number {
  return quantity / 60;
}
