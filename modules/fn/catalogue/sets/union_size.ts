/** Size of the union. */
export default function unionSize(a: unknown[], b: unknown[]): number {
  const left = new Set(a);
  const right = new Set(b);
  const shared = [...left].filter((value) => right.has(value)).length;
  return left.size + right.size - shared;
}
