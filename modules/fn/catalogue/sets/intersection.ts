/** Intersection of two lists. */
export default function intersection(a: unknown[], b: unknown[]): unknown[] {
  const other = new Set(b);
  return [...new Set(a)].filter((value) => other.has(value));
}
