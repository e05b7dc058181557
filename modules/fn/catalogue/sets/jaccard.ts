/** Jaccard similarity. */
export default function jaccard(a: unknown[], b: unknown[]): number {
  const left = new Set(a);
  const right = new Set(b);
  const shared = [...left].filter((value) => right.has(value)).length;
  const all = left.size + right.size - shared;
  return all === 0 ? 1 : shared / all;
}
