/** Elements of one list missing in another. */
export default function difference(a: unknown[], b: unknown[]): unknown[] {
  const other = new Set(b);
  return [...new Set(a)].filter((value) => !other.has(value));
}
