/** List without the element at a position. */
export default function removeAt(values: unknown[], index: number): unknown[] {
  if (index >= values.length) throw new RangeError('there is no element at this position');
  return values.filter((_, at) => at !== index);
}
