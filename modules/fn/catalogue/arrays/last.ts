/** Last element. */
export default function last(values: unknown[]): unknown {
  return values.at(-1) ?? null;
}
