/** Every way to choose `size` items, in the order of the list. */
export default function combinations(items: unknown[], size: number): unknown[][] {
  let count = 1;
  for (let i = 0; i < size; i += 1) count = (count * (items.length - i)) / (i + 1);
  if (count > 50000) throw new RangeError('there are too many combinations to list');
  const out: unknown[][] = [];
  const chosen: unknown[] = [];
  const choose = (first: number) => {
    if (chosen.length === size) {
      out.push([...chosen]);
      return;
    }
    for (let i = first; i <= items.length - (size - chosen.length); i += 1) {
      chosen.push(items[i]);
      choose(i + 1);
      chosen.pop();
    }
  };
  choose(0);
  return out;
}
