/** Object from key-value pairs. */
export default function fromEntries(pairs: unknown[][]): Record<string, unknown> {
  if (pairs.some((pair) => pair.length !== 2)) throw new RangeError("each pair has a key and a value");
  return Object.fromEntries(pairs as [string, unknown][]);
}
