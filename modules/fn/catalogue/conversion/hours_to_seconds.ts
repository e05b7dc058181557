/** Hours to seconds. */
export default function hoursToSeconds(quantity: number): number {
  return quantity * 3600;
}
