/** Cross table of counts. */
export default function countByTwo(records: Record<string, unknown>[], row: string, column: string): Record<string, Record<string, number>> {
  const table: Record<string, Record<string, number>> = Object.create(null);
  for (const record of records) {
    const cells = (table[String(record[row])] ??= Object.create(null) as Record<string, number>);
    const name = String(record[column]);
    cells[name] = (cells[name] ?? 0) + 1;
  }
  return table;
}
