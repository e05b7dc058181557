/** Records with the smallest values of a field. */
export default function bottomBy(records: Record<string, unknown>[], key: string, count: number): Record<string, unknown>[] {
  return [...records].sort((a, b) => ((a[key] as number) - (b[key] as number))).slice(0, count);
}
