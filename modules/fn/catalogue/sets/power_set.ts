/** All subsets. */
export default function powerSet(values: unknown[]): unknown[][] {
  return values.reduce<unknown[][]>(
    (subsets, value) => [...subsets, ...subsets.map((subset) => [...subset, value])],
    [[]],
  );
}
