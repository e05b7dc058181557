/** Check for a subset. */
export default function isSubset(a: unknown[], b: unknown[]): boolean {
  const other = new Set(b);
  return a.every((value) => other.has(value));
}
