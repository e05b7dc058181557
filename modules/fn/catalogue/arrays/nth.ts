/** Element at a position. */
export default function nth(values: unknown[], index: number): unknown {
  if (index >= values.length || index < -values.length) {
    throw new RangeError("the list has no such position");
  }
  return values.at(index);
}
