/** Value that makes up more than half of a list. */
export default function majorityElement(values: (number | string | boolean)[]): number | string | boolean {
  const counts = new Map<number | string | boolean, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const [value, count] of counts) if (2 * count > values.length) return value;
  throw new RangeError('no value makes up more than half of the list');
}
