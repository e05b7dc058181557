/** Sort by frequency. */
export default function sortByFrequency(values: unknown[]): unknown[] {
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const first = new Map([...counts.keys()].map((value, index) => [value, index]));
  return [...values].sort(
    (a, b) => counts.get(b)! - counts.get(a)! || first.get(a)! - first.get(b)!,
  );
}
