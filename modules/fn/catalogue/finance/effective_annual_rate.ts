/** Effective annual rate in percent from a nominal rate in percent. */
export default function effectiveAnnualRate(rate: number, times: number): number {
  if (rate > 0 && rate < 0.1) throw new RangeError('the rate must be a percentage');
  return ((1 + rate / 100 / times) ** times - 1) * 100;
}
