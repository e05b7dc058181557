/** Check for a superset. */
export default function isSuperset(a: unknown[], b: unknown[]): boolean {
  return b.every((value) => a.includes(value));
}
