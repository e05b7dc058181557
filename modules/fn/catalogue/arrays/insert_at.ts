/** List with a value inserted at a position. */
export default function insertAt(values: unknown[], index: number, value: unknown): unknown[] {
  if (index > values.length) throw new RangeError('the position is beyond the end of the list');
  return [...values.slice(0, index), value, ...values.slice(index)];
}
