/** Records with a field greater than a limit. */
export default function filterGreater(records: Record<string, unknown>[], key: string, limit: number): Record<string, unknown>[] {
  return records.filter((record) => (record[key] as number) > limit);
}
