/** Sort records downwards by one property, then by another. */
export default function sortByTwoKeysFirstDown(records: Record<string, unknown>[], first: string, second: string): Record<string, unknown>[] {
  const fold = (value: unknown) => (typeof value === "string" ? value.toLowerCase() : value) as number;
  const order = (a: Record<string, unknown>, b: Record<string, unknown>, key: string) => {
    const left = fold(a[key]);
    const right = fold(b[key]);
    return left < right ? -1 : left > right ? 1 : 0;
  };
  return [...records].sort((a, b) => -order(a, b, first) || order(a, b, second));
}
