/** Compound annual growth rate in percent. */
export default function cagr(start: number, end: number, years: number): number {
  if (start <= 0 || years <= 0) throw new RangeError('start and years must be positive');
  return ((end / start) ** (1 / years) - 1) * 100;
}
