/** Add to a set. */
export default function add(values: unknown[], value: unknown): unknown[] {
  const known = new Set(values);
  return [...known.add(value)];
}
