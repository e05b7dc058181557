/** Check for an empty object. */
export default function isEmpty(object: Record<string, unknown>): boolean {
  return Object.keys(object).length === 0;
}
