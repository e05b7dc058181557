/** Monthly payment of a loan over months. */
export default function loanPaymentMonths(
  principal: number,
  rate: number,
  months: number,
  unit: string,
): number {
  const monthly = asFraction(rate, unit) / 12;
  if (monthly === 0) return principal / months;
  return (principal * monthly) / (1 - (1 + monthly) ** -months);
}

/** The rate as a fraction. Unsaid, only one beyond 1 is surely a percentage. */
function asFraction(rate: number, unit: string): number {
  if (unit === 'fraction' || rate === 0) return rate;
  if (unit === 'percent' || Math.abs(rate) > 1) return rate / 100;
  throw new RangeError('say whether the rate is a percentage or a fraction');
}
