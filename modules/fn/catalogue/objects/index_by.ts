/** Index records by a property. */
export default function indexBy(records: Record<string, unknown>[], key: string): Record<string, Record<string, unknown>> {
  const out: Record<string, Record<string, unknown>> = Object.create(null);
  for (const record of records) out[String(record[key])] = record;
  return out;
}
