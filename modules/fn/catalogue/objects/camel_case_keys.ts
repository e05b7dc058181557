/** Keys in camelCase. */
export default function camelCaseKeys(object: Record<string, unknown>): Record<string, unknown> {
  const convert = (key: string) => key.replace(/[_-]+(\w)/g, (_, c: string) => c.toUpperCase());
  const entries = Object.entries(object).map(([key, value]) => [convert(key), value] as const);
  if (new Set(entries.map(([key]) => key)).size < entries.length) throw new RangeError("two keys would be the same");
  return Object.fromEntries(entries);
}
