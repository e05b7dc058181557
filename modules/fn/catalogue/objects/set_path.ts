/** Set the value at a path. */
export default function setPath(object: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  const [key = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...object, [key]: value };
  const inner = Object.hasOwn(object, key) ? object[key] : {};
  if (typeof inner !== "object" || inner === null || Array.isArray(inner)) throw new RangeError(`${key} holds no object`);
  return { ...object, [key]: setPath(inner as Record<string, unknown>, rest.join("."), value) };
}
