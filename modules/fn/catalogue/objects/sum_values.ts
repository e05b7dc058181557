/** Sum of the values of an object. */
export default function sumValues(object: Record<string, unknown>): number {
  const values = Object.values(object);
  if (!values.every((value) => typeof value === "number")) throw new RangeError("a value is no number");
  return values.reduce((sum: number, value) => sum + (value as number), 0);
}
