/** Elements in exactly one of two lists. */
export default function symmetricDifference(a: unknown[], b: unknown[]): unknown[] {
  return [
    ...new Set([
      ...a.filter((value) => !b.includes(value)),
      ...b.filter((value) => !a.includes(value)),
    ]),
  ];
}
