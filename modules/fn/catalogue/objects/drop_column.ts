/** Records without one column. */
export default function dropColumn(records: Record<string, unknown>[], column: string): Record<string, unknown>[] {
  return records.map((record) => Object.fromEntries(Object.entries(record).filter(([name]) => name !== column)));
}
