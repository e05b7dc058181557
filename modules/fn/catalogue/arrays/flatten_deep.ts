/** Flatten all levels. */
export default function flattenDeep(values: unknown[]): unknown[] {
  return values.flat(Infinity);
}
