/** Percentage of the total of each key of an object. */
export default function percentShares(object: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(object);
  if (entries.some(([, value]) => typeof value !== 'number')) throw new RangeError('every value must be a number');
  const total = entries.reduce((sum, [, value]) => sum + (value as number), 0);
  if (entries.length > 0 && total === 0) throw new RangeError('the total is zero');
  return Object.fromEntries(entries.map(([key, value]) => [key, ((value as number) * 100) / total]));
}
