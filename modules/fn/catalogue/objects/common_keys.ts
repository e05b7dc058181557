/** Keys that two objects have in common. */
export default function commonKeys(a: Record<string, unknown>, b: Record<string, unknown>): string[] {
  return Object.keys(a).filter((key) => Object.hasOwn(b, key));
}
