/** Amount with compound interest. Below 1 a rate is a percentage to some, a fraction to others. */
export default function compoundInterest(principal: number, rate: number, years: number): number {
  if (rate > 0 && rate < 1) throw new RangeError('the rate must be a percentage of at least 1');
  return principal * (1 + rate / 100) ** years;
}
