/** Check for nothing in common. */
export default function isDisjoint(a: unknown[], b: unknown[]): boolean {
  return !a.some((value) => b.includes(value));
}
