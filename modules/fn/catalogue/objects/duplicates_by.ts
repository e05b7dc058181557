/** Records whose value of a property occurs again. */
export default function duplicatesBy(records: Record<string, unknown>[], key: string): Record<string, unknown>[] {
  const counts = new Map<unknown, number>();
  for (const record of records) counts.set(record[key], (counts.get(record[key]) ?? 0) + 1);
  return records.filter((record) => counts.get(record[key])! > 1);
}
