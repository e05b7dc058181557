/** Each month's payment, its interest and principal, and what is still owed; nothing is rounded. */
export default function amortizationSchedule(
  principal: number,
  rate: number,
  months: number,
  unit: string,
): object[] {
  const monthly = asFraction(rate, unit) / 12;
  const payment =
    monthly === 0 ? principal / months : (principal * monthly) / (1 - (1 + monthly) ** -months);
  let balance = principal;
  return Array.from({ length: months }, (_, index) => {
    const interest = balance * monthly;
    const repaid = index === months - 1 ? balance : payment - interest;
    balance -= repaid;
    return { month: index + 1, payment, interest, principal: repaid, balance };
  });
}

/** The rate as a fraction. Unsaid, only one beyond 1 is surely a percentage. */
function asFraction(rate: number, unit: string): number {
  if (unit === 'fraction' || rate === 0) return rate;
  if (unit === 'percent' || Math.abs(rate) > 1) return rate / 100;
  throw new RangeError('say whether the rate is a percentage or a fraction');
}
