/** Union of several lists. */
export default function unionOfAll(lists: unknown[][]): unknown[] {
  return [...new Set(lists.flat())];
}
