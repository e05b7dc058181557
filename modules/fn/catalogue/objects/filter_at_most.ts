/** Records with a field of at most a limit. */
export default function filterAtMost(records: Record<string, unknown>[], key: string, limit: number): Record<string, unknown>[] {
  return records.filter((record) => (record[key] as number) <= limit);
}
