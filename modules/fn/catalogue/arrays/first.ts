/** First element. */
export default function first(values: unknown[]): unknown {
  if (values.length === 0) throw new RangeError("the list is empty");
  return values[0];
}
