/** Sort records by a property. */
export default function sortByKey(records: Record<string, unknown>[], key: string, order: string = "asc"): Record<string, unknown>[] {
  const sign = order === "desc" ? -1 : 1;
  const fold = (value: unknown) => (typeof value === "string" ? value.toLowerCase() : value) as number;
  return [...records].sort((a, b) => {
    const left = fold(a[key]);
    const right = fold(b[key]);
    return sign * (left < right ? -1 : left > right ? 1 : 0);
  });
}
