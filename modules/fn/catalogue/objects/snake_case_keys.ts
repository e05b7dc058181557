/** Keys in snake_case. */
export default function snakeCaseKeys(object: Record<string, unknown>): Record<string, unknown> {
  const convert = (key: string) => key.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/-/g, "_").toLowerCase();
  const entries = Object.entries(object).map(([key, value]) => [convert(key), value] as const);
  if (new Set(entries.map(([key]) => key)).size < entries.length) throw new RangeError("two keys would be the same");
  return Object.fromEntries(entries);
}
