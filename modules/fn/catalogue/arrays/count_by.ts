/** Count records by a property. */
export default function countBy(records: Record<string, unknown>[], key: string): Record<string, number> {
  const counts: Record<string, number> = Object.create(null);
  for (const record of records) {
    const group = String(record[key]);
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return counts;
}
