/** Hours to minutes. */
export default function hoursToMinutes(quantity: number): number {
  return quantity * 60;
}
