/** Invert an object, keys of a value in a list. */
export default function invertMultiple(object: Record<string, unknown>): Record<string, string[]> {
  const out: Record<string, string[]> = Object.create(null);
  for (const [key, value] of Object.entries(object)) (out[String(value)] ??= []).push(key);
  return out;
}
