/** Miles to kilometers. */
export default function milesToKilometers(quantity: number): number {
  return quantity * 1.609344;
}
