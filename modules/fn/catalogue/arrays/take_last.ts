/** Last elements. */
export default function takeLast(values: unknown[], count: number): unknown[] {
  return count === 0 ? [] : values.slice(-count);
}
