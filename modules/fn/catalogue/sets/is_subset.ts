/** Check for a subset. */
export default function isSubset(a: unknown[], b: unknown[]): boolean {
  return a.every((value) => b.includes(value));
}
