/** Miles per hour to kilometers per hour. */
export default function mphToKmh(quantity: number): number {
  return quantity * 1.609344;
}
