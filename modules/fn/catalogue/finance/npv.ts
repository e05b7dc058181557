/** Net present value, first cash flow today. */
export default function npv(rate: number, cashflows: number[], unit: string): number {
  const factor = 1 + asFraction(rate, unit);
  if (factor <= 0) throw new RangeError('the rate must lie above -100 %');
  return cashflows.reduce((sum, flow, year) => sum + flow / factor ** year, 0);
}

/** The rate as a fraction. Unsaid, only one beyond 1 is surely a percentage. */
function asFraction(rate: number, unit: string): number {
  if (unit === 'fraction' || rate === 0) return rate;
  if (unit === 'percent' || Math.abs(rate) > 1) return rate / 100;
  throw new RangeError('say whether the rate is a percentage or a fraction');
}
