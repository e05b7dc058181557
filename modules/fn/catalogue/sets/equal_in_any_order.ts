/** Check for equal lists in any order: the same elements, each as often. */
export default function equalInAnyOrder(a: unknown[], b: unknown[]): boolean {
  if (a.length !== b.length) return false;
  const counts = new Map<unknown, number>();
  for (const value of a) counts.set(value, (counts.get(value) ?? 0) + 1);
  return b.every((value) => {
    const left = counts.get(value) ?? 0;
    counts.set(value, left - 1);
    return left > 0;
  });
}
