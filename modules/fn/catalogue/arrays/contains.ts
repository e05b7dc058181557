/** Check whether a list contains a value. */
export default function contains(values: unknown[], value: unknown): boolean {
  return values.includes(value);
}
