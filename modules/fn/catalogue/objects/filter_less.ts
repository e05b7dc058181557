/** Records with a field less than a limit. */
export default function filterLess(records: Record<string, unknown>[], key: string, limit: number): Record<string, unknown>[] {
  return records.filter((record) => (record[key] as number) < limit);
}
