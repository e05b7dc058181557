/** Count the distinct values of a property. */
export default function countDistinctBy(records: Record<string, unknown>[], key: string): number {
  return new Set(records.map((record) => record[key])).size;
}
