/** Interest paid over the whole term of a loan. */
export default function loanTotalInterest(
  principal: number,
  rate: number,
  years: number,
  unit: string,
): number {
  const monthly = asFraction(rate, unit) / 12;
  const months = years * 12;
  if (months === 0) throw new RangeError('a loan takes some time');
  if (monthly === 0) return 0;
  return (principal * monthly * months) / (1 - (1 + monthly) ** -months) - principal;
}

/** The rate as a fraction. Unsaid, only one beyond 1 is surely a percentage. */
function asFraction(rate: number, unit: string): number {
  if (unit === 'fraction' || rate === 0) return rate;
  if (unit === 'percent' || Math.abs(rate) > 1) return rate / 100;
  throw new RangeError('say whether the rate is a percentage or a fraction');
}
