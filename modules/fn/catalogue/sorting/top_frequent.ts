/** Most frequent values, the most frequent first. */
export default function topFrequent(values: (string | number | boolean)[], count: number): (string | number | boolean)[] {
  const counts = new Map<string | number | boolean, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, count).map(([value]) => value);
}
