/** Years to double by the rule of 72. */
export default function ruleOf72(rate: number, unit: string): number {
  if (rate === 0) throw new RangeError('without interest nothing doubles');
  return 72 / (asFraction(rate, unit) * 100);
}

/** The rate as a fraction. Unsaid, only one beyond 1 is surely a percentage. */
function asFraction(rate: number, unit: string): number {
  if (unit === 'fraction' || rate === 0) return rate;
  if (unit === 'percent' || Math.abs(rate) > 1) return rate / 100;
  throw new RangeError('say whether the rate is a percentage or a fraction');
}
