/** Union of two lists. */
export default function union(a: unknown[], b: unknown[]): unknown[] {
  return [...new Set([...a, ...b])];
}
