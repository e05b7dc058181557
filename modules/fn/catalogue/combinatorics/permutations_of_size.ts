/** Every ordered selection of `size` items, by position and in the order of the list. */
export default function permutationsOfSize(items: unknown[], size: number): unknown[][] {
  let count = 1;
  for (let i = 0; i < size; i += 1) count *= items.length - i;
  if (count > 50000) throw new RangeError('there are too many arrangements to list');
  let rows: number[][] = [[]];
  for (let step = 0; step < size; step += 1) {
    rows = rows.flatMap((row) => items.flatMap((_, i) => (row.includes(i) ? [] : [[...row, i]])));
  }
  return rows.map((row) => row.map((i) => items[i]));
}
