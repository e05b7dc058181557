/** Every multiset of `size` items, in the order of the list. */
export default function combinationsWithRepetition(items: unknown[], size: number): unknown[][] {
  let count = 1;
  for (let i = 0; i < size; i += 1) count = (count * (items.length + i)) / (i + 1);
  if (count > 50000) throw new RangeError('there are too many combinations to list');
  let rows: { chosen: unknown[]; from: number }[] = [{ chosen: [], from: 0 }];
  for (let step = 0; step < size; step += 1) {
    rows = rows.flatMap(({ chosen, from }) =>
      items.slice(from).map((item, i) => ({ chosen: [...chosen, item], from: from + i })));
  }
  return rows.map(({ chosen }) => chosen);
}
