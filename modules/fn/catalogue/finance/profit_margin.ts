/** Profit margin in percent of the price. */
export default function profitMargin(price: number, cost: number): number {
  if (price === 0) throw new RangeError('without a price there is no margin');
  return ((price - cost) / price) * 100;
}
