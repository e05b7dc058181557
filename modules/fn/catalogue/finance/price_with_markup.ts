/** Selling price from cost and markup. */
export default function priceWithMarkup(cost: number, markup: number, unit: string): number {
  return cost * (1 + asFraction(markup, unit));
}

/** A share as a fraction. Below 1 it is a percentage to some and a fraction to others. */
function asFraction(rate: number, unit: string): number {
  if (unit === 'fraction' || rate === 0) return rate;
  if (Math.abs(rate) > 1 || (unit === 'percent' && rate === 1)) return rate / 100;
  throw new RangeError('say whether the rate is a percentage or a fraction');
}
