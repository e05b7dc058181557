/** Values of an object. */
export default function objectValues(object: Record<string, unknown>): unknown[] {
  return Object.values(object);
}
