/** Average of a property. */
export default function averageBy(records: Record<string, unknown>[], key: string): number {
  return records.reduce((sum, record) => sum + (record[key] as number), 0) / records.length;
}
