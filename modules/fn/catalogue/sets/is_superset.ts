/** Check for a superset. */
export default function isSuperset(a: unknown[], b: unknown[]): boolean {
  const other = new Set(a);
  return b.every((value) => other.has(value));
}
