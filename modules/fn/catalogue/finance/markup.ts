/** Markup in percent of the cost. */
export default function markup(cost: number, price: number): number {
  if (cost === 0) throw new RangeError('without a cost there is no markup');
  return ((price - cost) / cost) * 100;
}
