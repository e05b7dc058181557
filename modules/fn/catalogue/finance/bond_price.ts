/** Price of a bond with yearly coupons; coupon and yield as rates. */
export default function bondPrice(
  face: number,
  coupon: number,
  yieldRate: number,
  years: number,
  unit: string,
): number {
  const growth = 1 + asFraction(yieldRate, unit);
  const payment = face * asFraction(coupon, unit);
  let price = face / growth ** years;
  for (let year = 1; year <= years; year += 1) price += payment / growth ** year;
  return price;
}

/** The rate as a fraction. Unsaid, only one beyond 1 is surely a percentage. */
function asFraction(rate: number, unit: string): number {
  if (unit === 'fraction' || rate === 0) return rate;
  if (unit === 'percent' || Math.abs(rate) > 1) return rate / 100;
  throw new RangeError('say whether the rate is a percentage or a fraction');
}
