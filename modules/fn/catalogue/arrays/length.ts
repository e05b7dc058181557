/** Length of a list. */
export default function length(values: unknown[]): number {
  return values.length;
}
