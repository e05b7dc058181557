/** Remove the value at a path. */
export default function removePath(object: Record<string, unknown>, path: string): Record<string, unknown> {
  const [key = "", ...rest] = path.split(".");
  if (!Object.hasOwn(object, key)) return { ...object };
  const inner = object[key];
  if (rest.length === 0) return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
  if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return { ...object };
  return { ...object, [key]: removePath(inner as Record<string, unknown>, rest.join(".")) };
}
