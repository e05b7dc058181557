/** Keys of an object. */
export default function objectKeys(object: Record<string, unknown>): string[] {
  return Object.keys(object);
}
