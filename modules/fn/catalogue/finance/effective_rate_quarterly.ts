/** Effective annual rate in percent of a nominal rate compounded quarterly. */
export default function effectiveRateQuarterly(rate: number): number {
  if (rate > 0 && rate < 0.1) throw new RangeError('the rate must be a percentage');
  return ((1 + rate / 100 / 4) ** 4 - 1) * 100;
}
