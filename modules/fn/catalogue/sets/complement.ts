/** Complement of a set. */
export default function complement(universe: unknown[], values: unknown[]): unknown[] {
  const taken = new Set(values);
  return [...new Set(universe)].filter((value) => !taken.has(value));
}
