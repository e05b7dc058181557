/** Check for keys. */
export default function hasKeys(object: Record<string, unknown>, keys: string[]): boolean {
  return keys.every((key) => Object.hasOwn(object, key));
}
