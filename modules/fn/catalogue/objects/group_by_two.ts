/** Group records by two properties, nested. */
export default function groupByTwo(records: Record<string, unknown>[], row: string, column: string): Record<string, Record<string, Record<string, unknown>[]>> {
  const table: Record<string, Record<string, Record<string, unknown>[]>> = Object.create(null);
  for (const record of records) {
    const cells = (table[String(record[row])] ??= Object.create(null) as Record<string, Record<string, unknown>[]>);
    (cells[String(record[column])] ??= []).push(record);
  }
  return table;
}
