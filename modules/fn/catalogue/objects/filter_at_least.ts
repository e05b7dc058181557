/** Records with a field of at least a limit. */
export default function filterAtLeast(records: Record<string, unknown>[], key: string, limit: number): Record<string, unknown>[] {
  return records.filter((record) => (record[key] as number) >= limit);
}
