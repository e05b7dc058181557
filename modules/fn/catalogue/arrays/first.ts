/** First element. */
export default function first(values: unknown[]): unknown {
  return values[0] ?? null;
}
