/** Number of keys of an object. */
export default function size(object: Record<string, unknown>): number {
  return Object.keys(object).length;
}
