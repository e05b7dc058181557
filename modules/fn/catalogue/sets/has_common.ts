/** Check for anything in common. */
export default function hasCommon(a: unknown[], b: unknown[]): boolean {
  return a.some((value) => b.includes(value));
}
