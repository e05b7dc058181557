/** Records distinct by a property, the first of each kept. */
export default function distinctBy(records: Record<string, unknown>[], key: string): Record<string, unknown>[] {
  const seen = new Set<unknown>();
  return records.filter((record) => !seen.has(record[key]) && seen.add(record[key]));
}
