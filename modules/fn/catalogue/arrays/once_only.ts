/** Values that occur once. */
export default function onceOnly(values: unknown[]): unknown[] {
  return values.filter((value) => values.indexOf(value) === values.lastIndexOf(value));
}
