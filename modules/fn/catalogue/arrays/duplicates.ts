/** Find duplicates. */
export default function duplicates(values: unknown[]): unknown[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
}
