/** Remove duplicates. */
export default function unique(values: unknown[]): unknown[] {
  return [...new Set(values)];
}
