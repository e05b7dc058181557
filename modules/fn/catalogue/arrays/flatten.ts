/** Flatten one level. */
export default function flatten(lists: unknown[][]): unknown[] {
  return lists.flat();
}
