/** Count distinct values. */
export default function countUnique(values: unknown[]): number {
  return new Set(values).size;
}
