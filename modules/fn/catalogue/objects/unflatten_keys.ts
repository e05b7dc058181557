/** Nested object from paths. */
export default function unflattenKeys(object: Record<string, unknown>, separator: string = "."): Record<string, unknown> {
  const out: Record<string, unknown> = Object.create(null);
  for (const [path, value] of Object.entries(object)) {
    const keys = path.split(separator);
    let node = out;
    for (const key of keys.slice(0, -1)) {
      node[key] ??= Object.create(null);
      node = node[key] as Record<string, unknown>;
      if (typeof node !== "object") throw new RangeError(`${path} goes through a value`);
    }
    node[keys[keys.length - 1]!] = value;
  }
  return out;
}
