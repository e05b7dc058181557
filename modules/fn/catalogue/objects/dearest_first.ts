/** Records by a price downwards; equal prices keep their order. */
export default function dearestFirst(
  records: Record<string, unknown>[],
  key: string,
): Record<string, unknown>[] {
  if (!/price|cost|fee|fare|rent|rate|amount|total/i.test(key) || /rating/i.test(key)) {
    throw new RangeError('the property is no price');
  }
  return [...records].sort((a, b) => Number(b[key]) - Number(a[key]));
}
