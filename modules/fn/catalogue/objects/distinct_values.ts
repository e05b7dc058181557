/** Distinct values of a property. */
export default function distinctValues(records: Record<string, unknown>[], key: string): unknown[] {
  return [...new Set(records.map((record) => record[key]))];
}
