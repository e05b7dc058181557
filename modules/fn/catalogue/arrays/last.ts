/** Last element. */
export default function last(values: unknown[]): unknown {
  if (values.length === 0) throw new RangeError("the list is empty");
  return values.at(-1);
}
