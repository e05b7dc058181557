/** Keys of the second object that the first lacks. */
export default function addedKeys(a: Record<string, unknown>, b: Record<string, unknown>): string[] {
  return Object.keys(b).filter((key) => !Object.hasOwn(a, key));
}
