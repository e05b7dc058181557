/** Records without a match in another list. */
export default function antiJoin(left: Record<string, unknown>[], right: Record<string, unknown>[], key: string): Record<string, unknown>[] {
  const known = new Set(right.map((record) => record[key]));
  return left.filter((record) => !known.has(record[key]));
}
