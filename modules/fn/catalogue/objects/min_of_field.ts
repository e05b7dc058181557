/** Smallest value of a field. */
export default function minOfField(records: Record<string, unknown>[], key: string): number {
  return Math.min(...records.map((record) => record[key] as number));
}
