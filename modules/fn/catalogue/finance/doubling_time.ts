/** Years in which compound interest doubles an amount. */
export default function doublingTime(rate: number, unit: string): number {
  if (rate === 0) throw new RangeError('without interest nothing doubles');
  return Math.log(2) / Math.log1p(asFraction(rate, unit));
}

/** The rate as a fraction. Unsaid, only one beyond 1 is surely a percentage. */
function asFraction(rate: number, unit: string): number {
  if (unit === 'fraction' || rate === 0) return rate;
  if (unit === 'percent' || Math.abs(rate) > 1) return rate / 100;
  throw new RangeError('say whether the rate is a percentage or a fraction');
}
