/** Future value of an amount with yearly compounding. */
export default function futureValue(
  amount: number,
  rate: number,
  years: number,
  unit: string,
): number {
  return amount * (1 + asFraction(rate, unit)) ** years;
}

/** The rate as a fraction. Unsaid, only one beyond 1 is surely a percentage. */
function asFraction(rate: number, unit: string): number {
  if (unit === 'fraction' || rate === 0) return rate;
  if (unit === 'percent' || Math.abs(rate) > 1) return rate / 100;
  throw new RangeError('say whether the rate is a percentage or a fraction');
}
