/** Average of the values of an object. */
export default function averageValues(object: Record<string, unknown>): number {
  const values = Object.values(object);
  if (!values.every((value) => typeof value === "number")) throw new RangeError("a value is no number");
  if (values.length === 0) throw new RangeError("there are no values");
  return values.reduce((sum: number, value) => sum + (value as number), 0) / values.length;
}
