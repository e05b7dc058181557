/** Record with the largest value in each group. */
export default function maxRecordByGroup(records: Record<string, unknown>[], group: string, field: string): Record<string, Record<string, unknown>> {
  const best: Record<string, Record<string, unknown>> = Object.create(null);
  for (const record of records) {
    const name = String(record[group]);
    if (!best[name] || (record[field] as number) > (best[name]![field] as number)) best[name] = record;
  }
  return best;
}
