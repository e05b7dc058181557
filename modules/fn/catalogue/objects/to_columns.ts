/** Records to an object of columns. */
export default function toColumns(records: Record<string, unknown>[]): Record<string, unknown[]> {
  const names = new Set(records.flatMap((record) => Object.keys(record)));
  return Object.fromEntries([...names].map((name) => [name, records.map((record) => record[name] ?? null)]));
}
