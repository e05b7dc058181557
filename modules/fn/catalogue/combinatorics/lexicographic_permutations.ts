/** All orders of different items, sorted. */
export default function lexicographicPermutations(items: (number | string)[]): unknown[][] {
  if (items.length > 8) throw new RangeError('there are too many permutations to list');
  if (new Set(items.map((item) => typeof item)).size > 1) {
    throw new RangeError('numbers and texts have no order among them');
  }
  if (new Set(items).size < items.length) {
    throw new RangeError('equal items may count as one or as two');
  }
  const sorted = [...items].sort((a, b) => (a < b ? -1 : 1));
  const arrange = (rest: (number | string)[]): (number | string)[][] =>
    rest.length === 0 ? [[]] : rest.flatMap((first, i) =>
      arrange([...rest.slice(0, i), ...rest.slice(i + 1)]).map((others) => [first, ...others]));
  return arrange(sorted);
}
