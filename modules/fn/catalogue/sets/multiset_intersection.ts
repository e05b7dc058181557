/** Common elements of two lists, as often as both have them. */
export default function multisetIntersection(a: unknown[], b: unknown[]): unknown[] {
  const left = new Map<unknown, number>();
  for (const value of b) left.set(value, (left.get(value) ?? 0) + 1);
  return a.filter((value) => {
    const count = left.get(value) ?? 0;
    if (count > 0) left.set(value, count - 1);
    return count > 0;
  });
}
