/** Object to key-value pairs. */
export default function toEntries(object: Record<string, unknown>): [string, unknown][] {
  return Object.entries(object);
}
