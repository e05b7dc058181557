/** Object of columns to records. */
export default function fromColumns(columns: Record<string, unknown>): Record<string, unknown>[] {
  const lists = Object.entries(columns) as [string, unknown[]][];
  if (!lists.every(([, list]) => Array.isArray(list) && list.length === lists[0]![1].length)) throw new RangeError("columns are lists of one length");
  return (lists[0]?.[1] ?? []).map((_, i) => Object.fromEntries(lists.map(([name, list]) => [name, list[i]])));
}
