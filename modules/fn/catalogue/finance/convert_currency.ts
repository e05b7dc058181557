/** Amount converted at a given rate. */
export default function convertCurrency(amount: number, rate: number): number {
  if (rate === 0) throw new RangeError('a rate of exchange is more than nothing');
  return amount * rate;
}
