/** Rename keys by a mapping. */
export default function renameKeys(object: Record<string, unknown>, mapping: Record<string, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(object)) {
    const name = Object.hasOwn(mapping, key) ? String(mapping[key]) : key;
    if (Object.hasOwn(out, name)) throw new RangeError(`two keys would be called ${name}`);
    out[name] = value;
  }
  return out;
}
