/** Merge two objects. */
export default function mergeObjects(a: Record<string, unknown>, b: Record<string, unknown>): Record<string, unknown> {
  return { ...a, ...b };
}
