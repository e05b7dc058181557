/** Some columns of each record. */
export default function selectColumns(records: Record<string, unknown>[], columns: string[]): Record<string, unknown>[] {
  return records.map((record) => Object.fromEntries(columns.filter((name) => Object.hasOwn(record, name)).map((name) => [name, record[name]])));
}
