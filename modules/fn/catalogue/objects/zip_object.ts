/** Object from keys and values. */
export default function zipObject(keys: unknown[], values: unknown[]): Record<string, unknown> {
  if (keys.length !== values.length) throw new RangeError("as many values as keys are needed");
  return Object.fromEntries(keys.map((key, i) => [String(key), values[i]]));
}
