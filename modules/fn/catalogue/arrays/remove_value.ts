/** Remove a value. */
export default function removeValue(values: unknown[], value: unknown): unknown[] {
  return values.filter((item) => item !== value);
}
