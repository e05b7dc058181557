/** Check for a proper subset. */
export default function isProperSubset(a: unknown[], b: unknown[]): boolean {
  const left = new Set(a);
  const right = new Set(b);
  return left.size < right.size && [...left].every((value) => right.has(value));
}
