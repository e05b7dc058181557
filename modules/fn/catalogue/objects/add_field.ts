/** Set a field of every record. */
export default function addField(records: Record<string, unknown>[], key: string, value: unknown): Record<string, unknown>[] {
  return records.map((record) => ({ ...record, [key]: value }));
}
