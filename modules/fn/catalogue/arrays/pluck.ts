/** Values of one property. */
export default function pluck(records: Record<string, unknown>[], key: string): unknown[] {
  return records.map((record) => record[key] ?? null);
}
