/** Merge a list of objects. */
export default function mergeAll(objects: Record<string, unknown>[]): Record<string, unknown> {
  return Object.assign(Object.create(null), ...objects);
}
