/** Milliseconds to seconds. */
export default function millisecondsToSeconds(quantity: number): number {
  return quantity / 1000;
}
