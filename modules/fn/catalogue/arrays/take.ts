/** First elements. */
export default function take(values: unknown[], count: number): unknown[] {
  return values.slice(0, count);
}
