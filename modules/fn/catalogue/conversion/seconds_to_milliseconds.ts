/** Seconds to milliseconds. */
export default function secondsToMilliseconds(quantity: number): number {
  return quantity * 1000;
}
