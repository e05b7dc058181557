/** Future value of an ordinary annuity, rate per period. */
export default function futureValueAnnuity(
  payment: number,
  rate: number,
  periods: number,
  unit: string,
): number {
  const each = asFraction(rate, unit);
  return each === 0 ? payment * periods : (payment * ((1 + each) ** periods - 1)) / each;
}

/** The rate as a fraction. Unsaid, only one beyond 1 is surely a percentage. */
function asFraction(rate: number, unit: string): number {
  if (unit === 'fraction' || rate === 0) return rate;
  if (unit === 'percent' || Math.abs(rate) > 1) return rate / 100;
  throw new RangeError('say whether the rate is a percentage or a fraction');
}
