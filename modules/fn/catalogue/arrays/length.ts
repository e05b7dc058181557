/** Number of elements. */
export default function length(values: unknown[]): number {
  return values.length;
}
