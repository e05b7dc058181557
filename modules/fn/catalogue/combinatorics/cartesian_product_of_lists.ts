/** Every way to take one element of each list. */
export default function cartesianProductOfLists(lists: unknown[][]): unknown[][] {
  const count = lists.reduce((product, list) => product * list.length, 1);
  if (count > 50000) throw new RangeError('there are too many combinations to list');
  return lists.reduce<unknown[][]>(
    (rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])), [[]]);
}
