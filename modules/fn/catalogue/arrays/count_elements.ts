/** Number of elements. */
export default function countElements(values: unknown[]): number {
  return values.length;
}
