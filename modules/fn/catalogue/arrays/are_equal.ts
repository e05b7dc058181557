/** Check whether two lists are equal. */
export default function areEqual(a: unknown[], b: unknown[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
