/** Intersection of two lists. */
export default function intersection(a: unknown[], b: unknown[]): unknown[] {
  return [...new Set(a)].filter((value) => b.includes(value));
}
