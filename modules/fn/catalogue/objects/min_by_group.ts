/** Smallest value of a field by group. */
export default function minByGroup(records: Record<string, unknown>[], group: string, field: string): Record<string, number> {
  const groups: Record<string, number[]> = Object.create(null);
  for (const record of records) (groups[String(record[group])] ??= []).push(record[field] as number);
  return Object.fromEntries(Object.entries(groups).map(([name, values]) => [name, Math.min(...values)]));
}
