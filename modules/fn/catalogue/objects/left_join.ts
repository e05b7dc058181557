/** Join records with their matches by a key, all of the first kept. */
export default function leftJoin(left: Record<string, unknown>[], right: Record<string, unknown>[], key: string): Record<string, unknown>[] {
  return left.flatMap((a) => {
    const matches = right.filter((b) => Object.hasOwn(b, key) && b[key] === a[key]);
    return matches.length > 0 ? matches.map((b) => ({ ...a, ...b })) : [{ ...a }];
  });
}
