/** Key of the largest value. */
export default function keyOfMax(object: Record<string, unknown>): string {
  const values = Object.values(object);
  if (!values.every((value) => typeof value === "number")) throw new RangeError("a value is no number");
  if (values.length === 0) throw new RangeError("there are no values");
  const best = Math.max(...(values as number[]));
  const keys = Object.keys(object).filter((key) => object[key] === best);
  if (keys.length > 1) throw new RangeError("several keys have this value");
  return keys[0]!;
}
