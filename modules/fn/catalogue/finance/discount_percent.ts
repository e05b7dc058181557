/** Discount in percent from original and sale price. */
export default function discountPercent(original: number, sale: number): number {
  if (original === 0 || sale > original) throw new RangeError('the price was not reduced');
  return ((original - sale) / original) * 100;
}
