/** Keys of the first object that the second lacks. */
export default function removedKeys(a: Record<string, unknown>, b: Record<string, unknown>): string[] {
  return Object.keys(a).filter((key) => !Object.hasOwn(b, key));
}
