/** Record with the largest value. */
export default function maxBy(records: Record<string, unknown>[], key: string): Record<string, unknown> {
  return records.reduce((best, record) => ((record[key] as number) > (best[key] as number) ? record : best));
}
