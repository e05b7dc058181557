/** First record with a given value. */
export default function findEqual(records: Record<string, unknown>[], key: string, value: unknown): Record<string, unknown> | null {
  return records.find((record) => record[key] === value) ?? null;
}
