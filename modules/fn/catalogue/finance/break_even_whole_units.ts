/** Whole units to sell to break even, rounded up. */
export default function breakEvenWholeUnits(
  fixed: number,
  price: number,
  variable: number,
): number {
  if (price <= variable) throw new RangeError('each unit sold adds to the loss');
  const units = fixed / (price - variable);
  const near = Math.round(units);
  return Math.abs(units - near) < 1e-9 * Math.max(1, near) ? near : Math.ceil(units);
}
