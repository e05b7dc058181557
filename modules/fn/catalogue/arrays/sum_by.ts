/** Sum of a property. */
export default function sumBy(records: Record<string, unknown>[], key: string): number {
  return records.reduce((sum, record) => sum + (record[key] as number), 0);
}
