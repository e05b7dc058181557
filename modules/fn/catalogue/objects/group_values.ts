/** Values of one property grouped by another. */
export default function groupValues(records: Record<string, unknown>[], group: string, field: string): Record<string, unknown[]> {
  const groups: Record<string, unknown[]> = Object.create(null);
  for (const record of records) (groups[String(record[group])] ??= []).push(record[field]);
  return groups;
}
