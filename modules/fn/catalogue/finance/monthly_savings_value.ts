/** Value of equal deposits at the end of each month. */
export default function monthlySavingsValue(
  deposit: number,
  rate: number,
  years: number,
  unit: string,
): number {
  const monthly = asFraction(rate, unit) / 12;
  const months = years * 12;
  if (monthly === 0) return deposit * months;
  return (deposit * ((1 + monthly) ** months - 1)) / monthly;
}

/** The rate as a fraction. Unsaid, only one beyond 1 is surely a percentage. */
function asFraction(rate: number, unit: string): number {
  if (unit === 'fraction' || rate === 0) return rate;
  if (unit === 'percent' || Math.abs(rate) > 1) return rate / 100;
  throw new RangeError('say whether the rate is a percentage or a fraction');
}
