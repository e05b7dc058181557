/** Revenue at break even. */
export default function breakEvenRevenue(fixed: number, price: number, variable: number): number {
  if (price <= variable) throw new RangeError('each unit must earn more than it costs');
  return (fixed / (price - variable)) * price;
}
