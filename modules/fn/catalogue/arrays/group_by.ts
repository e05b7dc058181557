/** Group records by a property. */
export default function groupBy(records: Record<string, unknown>[], key: string): Record<string, unknown[]> {
  const groups: Record<string, unknown[]> = Object.create(null);
  for (const record of records) (groups[String(record[key])] ??= []).push(record);
  return groups;
}
