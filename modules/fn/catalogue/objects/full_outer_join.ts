/** Join two lists of records by a key, all of both kept. */
export default function fullOuterJoin(left: Record<string, unknown>[], right: Record<string, unknown>[], key: string): Record<string, unknown>[] {
  const fits = (a: Record<string, unknown>, b: Record<string, unknown>) =>
    Object.hasOwn(a, key) && Object.hasOwn(b, key) && a[key] === b[key];
  const joined = left.flatMap((a) => {
    const matches = right.filter((b) => fits(a, b));
    return matches.length > 0 ? matches.map((b) => ({ ...a, ...b })) : [{ ...a }];
  });
  return [...joined, ...right.filter((b) => !left.some((a) => fits(a, b))).map((b) => ({ ...b }))];
}
