/** Check for duplicates. */
export default function hasDuplicates(values: unknown[]): boolean {
  return new Set(values).size !== values.length;
}
