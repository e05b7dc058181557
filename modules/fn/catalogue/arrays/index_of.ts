/** Position of a value. */
export default function indexOf(values: unknown[], value: unknown): number {
  return values.indexOf(value);
}
