/** Check for equal sets. */
export default function sameElements(a: unknown[], b: unknown[]): boolean {
  const left = new Set(a);
  const right = new Set(b);
  return left.size === right.size && [...left].every((value) => right.has(value));
}
