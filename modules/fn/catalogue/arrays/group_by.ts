/** Group records by a property. */
export default function groupBy(records: Record<string, unknown>[], key: string): Record<string, unknown[]> {
  const groups: Record<string, unknown[]> = {};
  for (const record of records) (groups[String(record[key])] ??= []).push(record);
  return groups;
}
