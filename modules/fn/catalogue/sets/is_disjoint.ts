/** Check for nothing in common. */
export default function isDisjoint(a: unknown[], b: unknown[]): boolean {
  const other = new Set(b);
  return !a.some((value) => other.has(value));
}
