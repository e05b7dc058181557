/** Record with the smallest value. */
export default function minBy(records: Record<string, unknown>[], key: string): Record<string, unknown> {
  return records.reduce((best, record) => ((record[key] as number) < (best[key] as number) ? record : best));
}
