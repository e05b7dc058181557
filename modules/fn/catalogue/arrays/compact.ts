/** Remove empty values. */
export default function compact(values: unknown[]): unknown[] {
  return values.filter((value) => value !== null && value !== "" && value !== false && value !== 0);
}
