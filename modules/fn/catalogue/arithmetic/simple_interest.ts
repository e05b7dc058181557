/** Simple interest. A rate below 1 is a percentage to some and a fraction to others. */
export default function simpleInterest(principal: number, rate: number, years: number): number {
  if (rate > 0 && rate < 1) throw new RangeError('the rate must be a percentage of at least 1');
  return (principal * rate * years) / 100;
}
