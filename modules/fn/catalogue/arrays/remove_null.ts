/** Remove nulls. */
export default function removeNull(values: unknown[]): unknown[] {
  return values.filter((value) => value !== null && value !== undefined);
}
