/** Check for a key. */
export default function hasKey(object: Record<string, unknown>, key: string): boolean {
  return Object.hasOwn(object, key);
}
