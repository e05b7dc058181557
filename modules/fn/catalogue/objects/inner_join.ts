/** Join two lists of records by a key, matches only. */
export default function innerJoin(left: Record<string, unknown>[], right: Record<string, unknown>[], key: string): Record<string, unknown>[] {
  return left.flatMap((a) => right.filter((b) => Object.hasOwn(b, key) && b[key] === a[key]).map((b) => ({ ...a, ...b })));
}
