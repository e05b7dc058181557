/** Check that all values are the same. */
export default function allEqual(values: unknown[]): boolean {
  return values.every((value) => value === values[0]);
}
