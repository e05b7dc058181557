/** Records with a value of a list. */
export default function filterIn(records: Record<string, unknown>[], key: string, values: unknown[]): Record<string, unknown>[] {
  return records.filter((record) => values.includes(record[key]));
}
