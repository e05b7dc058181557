/** Element at a position. */
export default function nth(values: unknown[], index: number): unknown {
  return values.at(index) ?? null;
}
