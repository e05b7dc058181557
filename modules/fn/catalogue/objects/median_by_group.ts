/** Median of a field by group. */
export default function medianByGroup(records: Record<string, unknown>[], group: string, field: string): Record<string, number> {
  const groups: Record<string, number[]> = Object.create(null);
  for (const record of records) (groups[String(record[group])] ??= []).push(record[field] as number);
  const median = (values: number[]) => {
    const sorted = values.sort((a, b) => a - b);
    return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
  };
  return Object.fromEntries(Object.entries(groups).map(([name, values]) => [name, median(values)]));
}
