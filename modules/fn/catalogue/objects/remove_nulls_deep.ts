/** Remove null values at all levels. */
export default function removeNullsDeep(object: unknown): unknown {
  if (Array.isArray(object)) return object.map(removeNullsDeep);
  if (typeof object !== "object" || object === null) return object;
  const kept = Object.entries(object).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, removeNullsDeep(value)]));
}
