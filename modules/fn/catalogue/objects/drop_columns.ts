/** Records without some columns. */
export default function dropColumns(records: Record<string, unknown>[], columns: string[]): Record<string, unknown>[] {
  return records.map((record) => Object.fromEntries(Object.entries(record).filter(([name]) => !columns.includes(name))));
}
