/** Check for anything in common. */
export default function hasCommon(a: unknown[], b: unknown[]): boolean {
  const other = new Set(b);
  return a.some((value) => other.has(value));
}
