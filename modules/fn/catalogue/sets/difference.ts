/** Elements of one list missing in another. */
export default function difference(a: unknown[], b: unknown[]): unknown[] {
  return [...new Set(a)].filter((value) => !b.includes(value));
}
