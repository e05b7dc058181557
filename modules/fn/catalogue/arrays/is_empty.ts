/** Check for an empty list. */
export default function isEmpty(values: unknown[]): boolean {
  return values.length === 0;
}
