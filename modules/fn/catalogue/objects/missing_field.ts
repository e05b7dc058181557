/** Records that lack a field. */
export default function missingField(records: Record<string, unknown>[], key: string): Record<string, unknown>[] {
  return records.filter((record) => record[key] === undefined || record[key] === null);
}
