/** Size of the intersection. */
export default function intersectionSize(a: unknown[], b: unknown[]): number {
  const left = new Set(a);
  const right = new Set(b);
  const shared = [...left].filter((value) => right.has(value)).length;
  return shared;
}
