/** Count records with a given value. */
export default function countEqual(records: Record<string, unknown>[], key: string, value: unknown): number {
  return records.filter((record) => record[key] === value).length;
}
