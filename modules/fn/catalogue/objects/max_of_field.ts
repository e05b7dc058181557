/** Largest value of a field. */
export default function maxOfField(records: Record<string, unknown>[], key: string): number {
  return Math.max(...records.map((record) => record[key] as number));
}
