/** Intersection of several lists. */
export default function intersectionOfAll(lists: unknown[][]): unknown[] {
  const [first = [], ...others] = lists;
  return [...new Set(first)].filter((value) => others.every((list) => list.includes(value)));
}
