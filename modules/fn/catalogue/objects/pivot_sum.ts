/** Pivot table of sums. */
export default function pivotSum(records: Record<string, unknown>[], row: string, column: string, value: string): Record<string, Record<string, number>> {
  const table: Record<string, Record<string, number>> = Object.create(null);
  for (const record of records) {
    const cells = (table[String(record[row])] ??= Object.create(null) as Record<string, number>);
    const name = String(record[column]);
    cells[name] = (cells[name] ?? 0) + (record[value] as number);
  }
  return table;
}
