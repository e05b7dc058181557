/** Remaining balance of a loan after monthly payments, monthly rate. */
export default function loanBalanceMonthlyRate(
  principal: number,
  monthlyRate: number,
  months: number,
  paid: number,
  unit: string,
): number {
  if (paid > months) throw new RangeError('the loan has fewer payments');
  const growth = 1 + asFraction(monthlyRate, unit);
  if (growth === 1) return (principal * (months - paid)) / months;
  return (principal * (growth ** months - growth ** paid)) / (growth ** months - 1);
}

/** The rate as a fraction. Unsaid, only one beyond 1 is surely a percentage. */
function asFraction(rate: number, unit: string): number {
  if (unit === 'fraction' || rate === 0) return rate;
  if (unit === 'percent' || Math.abs(rate) > 1) return rate / 100;
  throw new RangeError('say whether the rate is a percentage or a fraction');
}
