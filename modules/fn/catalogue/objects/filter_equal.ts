/** Records with a given value. */
export default function filterEqual(records: Record<string, unknown>[], key: string, value: unknown): Record<string, unknown>[] {
  return records.filter((record) => record[key] === value);
}
