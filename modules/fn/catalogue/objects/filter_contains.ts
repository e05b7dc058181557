/** Records whose text contains a part. */
export default function filterContains(records: Record<string, unknown>[], key: string, part: string): Record<string, unknown>[] {
  return records.filter((record) => String(record[key]).includes(part));
}
