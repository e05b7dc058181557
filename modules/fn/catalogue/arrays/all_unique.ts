/** Check that values are distinct. */
export default function allUnique(values: unknown[]): boolean {
  return new Set(values).size === values.length;
}
