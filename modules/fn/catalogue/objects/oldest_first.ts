/** Records by age downwards, or by year of birth upwards. */
export default function oldestFirst(
  records: Record<string, unknown>[],
  key: string,
): Record<string, unknown>[] {
  const isAge = /age\b|age$/i.test(key);
  if (!isAge && !/birth|born/i.test(key)) {
    throw new RangeError('the property is neither an age nor a birth year');
  }
  const sign = isAge ? -1 : 1;
  return [...records].sort((a, b) => sign * (Number(a[key]) - Number(b[key])));
}
