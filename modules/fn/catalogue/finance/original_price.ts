/** Price before a discount. */
export default function originalPrice(price: number, discount: number, unit: string): number {
  const share = asFraction(discount, unit);
  if (share >= 1) throw new RangeError('a price of nothing tells no original price');
  return price / (1 - share);
}

/** A share as a fraction. Below 1 it is a percentage to some and a fraction to others. */
function asFraction(rate: number, unit: string): number {
  if (unit === 'fraction' || rate === 0) return rate;
  if (Math.abs(rate) > 1 || (unit === 'percent' && rate === 1)) return rate / 100;
  throw new RangeError('say whether the rate is a percentage or a fraction');
}
