/** Elements in exactly one of two lists. */
export default function symmetricDifference(a: unknown[], b: unknown[]): unknown[] {
  const left = new Set(a);
  const right = new Set(b);
  return [
    ...[...left].filter((value) => !right.has(value)),
    ...[...right].filter((value) => !left.has(value)),
  ];
}
