/** Records with a field between two limits, both included. */
export default function filterBetween(records: Record<string, unknown>[], key: string, min: number, max: number): Record<string, unknown>[] {
  return records.filter((record) => (record[key] as number) >= min && (record[key] as number) <= max);
}
