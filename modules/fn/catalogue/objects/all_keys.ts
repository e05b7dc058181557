/** All keys that occur in a list of records. */
export default function allKeys(records: Record<string, unknown>[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}
